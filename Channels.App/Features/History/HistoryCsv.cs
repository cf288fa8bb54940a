using System.Globalization;
using System.Text.RegularExpressions;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.History;

/// <summary>
/// Timeline lines as Brazilian spreadsheets open them: semicolons, quoted, times of the business. A text that a
/// spreadsheet would take for a formula is quoted with an apostrophe, as OWASP's "CSV Injection" says: at the beginning,
/// and wherever a program that cuts at other separators would begin a cell.
/// </summary>
public sealed partial class HistoryCsv(Words words, IStringLocalizer<Strings> text, IConsoleZone zone)
{
    private static readonly string[] Columns = ["Csv_At", "Csv_Channel", "Csv_Id", "Csv_Event", "Csv_Status", "Csv_Who"];

    public string Header => Row(Columns.Select(x => text[x].Value));

    public string Of(HistoryEntry line) => Row(
    [
        TimeZoneInfo.ConvertTime(line.At, zone.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        line.ChannelName,
        line.Channel.ToString(),
        words.Of(line),
        line.Reason is { } reason ? words.Of(reason.Status) : "",
        line.Who ?? "",
    ]);

    private static string Row(IEnumerable<string> fields) => string.Join(';', fields.Select(Field)) + "\r\n";

    private static string Field(string value)
    {
        var safe = Formula().Replace(value is ['\t' or '\r' or '\n', ..] ? "'" + value : value, "$1'$2");
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    [GeneratedRegex("""(^\s*|[,;"\t\r\n]\s*)([=+\-@＝＋－＠])""")]
    private static partial Regex Formula();
}
