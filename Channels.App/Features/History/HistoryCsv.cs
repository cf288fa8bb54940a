using System.Globalization;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.History;

/// <summary>Timeline lines as rows of a file, with the times of the business.</summary>
public sealed class HistoryCsv(Words words, IStringLocalizer<Strings> text, IConsoleZone zone)
{
    private static readonly string[] Columns = ["Csv_At", "Csv_Channel", "Csv_Id", "Csv_Event", "Csv_Status", "Csv_Who"];

    public string Header => CsvRow.Of(Titles);

    internal IEnumerable<string> Titles => Columns.Select(x => text[x].Value);

    public string Of(HistoryEntry line) => CsvRow.Of(FieldsOf(line));

    internal IEnumerable<string> FieldsOf(HistoryEntry line) =>
    [
        Moment(line.At),
        line.ChannelName,
        line.Channel.ToString(),
        words.Of(line),
        line.Reason is { } reason ? words.Of(reason.Status) : "",
        line.Who ?? "",
    ];

    internal string Moment(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, zone.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
