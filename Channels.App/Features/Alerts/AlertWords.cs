using Channels.App.Resources;
using Channels.Domain.Alerts;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.Alerts;

/// <summary>The words of what became of an alert.</summary>
internal static class AlertWords
{
    /// <summary>Why it could not be sent, with the other side's own words where there are some.</summary>
    public static string Of(this IStringLocalizer<Strings> text, AlertTrouble trouble, string? detail) => (trouble, detail) switch
    {
        (AlertTrouble.HttpStatus, { } status) => text["AlertTrouble_HttpStatus", status],
        (_, null) => text[$"AlertTrouble_{trouble}"],
        _ => $"{text[$"AlertTrouble_{trouble}"]} {text["Alerts_TheirWords", detail]}",
    };

    /// <summary>What became of a test.</summary>
    public static string Of(this IStringLocalizer<Strings> text, AlertOutcome outcome) => outcome switch
    {
        { Verdict: AlertVerdict.Accepted, Detail: { } refused } => text["Alerts_TestSentPartly", refused],
        { Verdict: AlertVerdict.Accepted } => text["Alerts_TestSent"],
        { Verdict: AlertVerdict.Unknown, Trouble: { } trouble } => $"{text["Alerts_TestUncertain"]} {text.Of(trouble, outcome.Detail)}",
        _ => $"{text["Alerts_TestFailed"]} {text.Of(outcome.Trouble ?? AlertTrouble.Fault, outcome.Detail)}",
    };
}
