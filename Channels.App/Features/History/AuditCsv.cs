using Channels.App.Components;
using Channels.App.Resources;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.History;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.History;

/// <summary>The audit as rows of a file: the columns of a timeline, and after them whom it is about and where it was done.</summary>
public sealed class AuditCsv(HistoryCsv history, Words words, IStringLocalizer<Strings> text)
{
    private static readonly string[] Columns = ["Csv_Person", "Csv_Device", "Csv_Address"];

    public string Header => CsvRow.Of([.. history.Titles, .. Columns.Select(x => text[x].Value)]);

    public string Of(AuditLine line) =>
        CsvRow.Of(line.Channel is { } channel ? [.. history.FieldsOf(channel), "", "", ""] : FieldsOf(line.Person!));

    private IEnumerable<string> FieldsOf(TraceLine line)
    {
        var (device, address) = line.Entry.Client;
        return
        [
            history.Moment(line.Entry.At),
            "",
            "",
            words.Of(line.Entry),
            "",
            words.ByIn(line) ?? "",
            words.WhoIn(line) ?? "",
            device is null ? "" : DeviceName.Of(device, text),
            address ?? "",
        ];
    }
}
