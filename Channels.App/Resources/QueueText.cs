using System.Globalization;
using Channels.Domain;
using Microsoft.Extensions.Localization;

namespace Channels.App.Resources;

/// <summary>How many messages wait, in words.</summary>
public static class QueueText
{
    /// <summary>"12 na fila, 3 agendadas": all that may still leave.</summary>
    public static string Of(QueueCounts queue, IStringLocalizer<Strings> text) => string.Join(", ", new[]
    {
        Part("Waiting", queue.Waiting, text),
        Part("Scheduled", queue.Scheduled, text),
        Part("Undecided", queue.Undecided, text),
    }.OfType<string>());

    /// <summary>What waits by itself; null where nothing does.</summary>
    public static string? OfWaiting(QueueCounts queue, IStringLocalizer<Strings> text) =>
        queue.Waiting + queue.Scheduled == 0 ? null : Of(queue with { Undecided = 0 }, text);

    /// <summary>How a key ends that says a number of things.</summary>
    public static string Form(int count) => count == 1 ? "One" : "Many";

    private static string? Part(string key, int count, IStringLocalizer<Strings> text) =>
        count == 0 ? null : text[$"Queue_{key}_{Form(count)}", count.ToString("N0", CultureInfo.CurrentCulture)].Value;
}
