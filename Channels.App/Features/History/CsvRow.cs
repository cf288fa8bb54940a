using System.Text.RegularExpressions;

namespace Channels.App.Features.History;

/// <summary>
/// A row as Brazilian spreadsheets open it: semicolons, quoted. A text that a spreadsheet would take for a formula is quoted
/// with an apostrophe, as OWASP's "CSV Injection" says: at the beginning, and wherever a program that cuts at other separators
/// would begin a cell.
/// </summary>
internal static partial class CsvRow
{
    public static string Of(IEnumerable<string> fields) => string.Join(';', fields.Select(Field)) + "\r\n";

    private static string Field(string value)
    {
        var safe = Formula().Replace(value is ['\t' or '\r' or '\n', ..] ? "'" + value : value, "$1'$2");
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    [GeneratedRegex("""(^\s*|[,;"\t\r\n]\s*)([=+\-@＝＋－＠])""")]
    private static partial Regex Formula();
}
