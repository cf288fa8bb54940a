using Channels.App.Resources;
using Microsoft.Extensions.Localization;

namespace Channels.App.Components;

/// <summary>How long something lasts, as people say it.</summary>
public static class SpanText
{
    public static string Of(TimeSpan span, IStringLocalizer<Strings> text) => span switch
    {
        { TotalMinutes: < 1 } => text["Span_Moment"],
        { TotalHours: < 1 } => text["Span_Minutes", span.Minutes],
        { TotalHours: < 48, Minutes: 0 } => text["Span_Hours", (int)span.TotalHours],
        { TotalHours: < 48 } => text["Span_HoursMinutes", (int)span.TotalHours, span.Minutes],
        _ => text["Span_Days", (int)span.TotalDays],
    };
}
