using System.Globalization;
using System.Text.RegularExpressions;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>How long Meta says to wait: in words alone, such as "Please wait 1 hour and 30 minutes before trying again".</summary>
internal static partial class SaidWait
{
    private const string Units = "sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|days?|segundos?|minutos?|horas?|dias?";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <returns>Null where no wait can be found, or none that can be meant.</returns>
    public static TimeSpan? In(string text)
    {
        // Other spans may stand there too: five tries "in the last 10 minutes".
        var asked = Asked().Match(text);
        var spans = Spans().Matches(text);
        var said = spans.FirstOrDefault(x => asked.Success && x.Index > asked.Index) ?? spans.LastOrDefault();
        return said is not null && Of(said) is var wait && wait > TimeSpan.Zero && wait <= Longest ? wait : null;
    }

    private static TimeSpan Of(Match said) => said.Groups["count"].Captures.Zip(said.Groups["unit"].Captures, (count, unit) =>
        (int.TryParse(count.Value, CultureInfo.InvariantCulture, out var number) ? number : 1) * char.ToLowerInvariant(unit.Value[0]) switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        }).Aggregate(TimeSpan.Zero, (sum, one) => sum + one);

    [GeneratedRegex("wait|again|retry|after|aguard|esper|novamente|de novo", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asked();

    [GeneratedRegex(
        $@"(?:\b(?:(?<count>\d{{1,6}})[\s-]*(?<unit>{Units}|[smhd])|(?<count>an?|one|uma?)\s+(?<unit>{Units}))\b[\s,]*(?:(?:and|e)\s+)?)+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Spans();
}
