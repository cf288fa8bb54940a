using System.Buffers.Text;
using System.Text;
using Channels.Domain;
using Channels.Domain.Events;

namespace Channels.App.Api.V1;

/// <summary>Places in lists and logs as callers carry them: they mean nothing to them.</summary>
internal static class Cursors
{
    public static string Of(EventCursor place) => Write($"{place.Log:N}.{place.Sequence}");

    public static string Of(ChannelId last) => Of(last.Value);

    public static string Of(Guid last) => Write($"{last:N}");

    /// <returns>Null for none.</returns>
    /// <exception cref="RuleViolation"><see cref="Rule.CursorInvalid"/></exception>
    public static EventCursor? EventOf(string? cursor) => cursor is null ? null
        : Read(cursor)?.Split('.') is [var log, var number] && Guid.TryParseExact(log, "N", out var id) && long.TryParse(number, out var sequence)
            ? new EventCursor(id, sequence)
            : throw new RuleViolation(Rule.CursorInvalid);

    /// <inheritdoc cref="EventOf"/>
    public static ChannelId? ChannelOf(string? cursor) => IdOf(cursor) is { } id ? new ChannelId(id) : null;

    /// <inheritdoc cref="EventOf"/>
    public static Guid? IdOf(string? cursor) => cursor is null ? null
        : Guid.TryParseExact(Read(cursor), "N", out var id) ? id : throw new RuleViolation(Rule.CursorInvalid);

    private static string Write(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

    private static string? Read(string cursor)
    {
        try
        {
            return cursor.Length <= 200 ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
