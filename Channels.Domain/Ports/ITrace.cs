using Channels.Domain.Access;

namespace Channels.Domain.Ports;

/// <summary>What people did to accounts and settings, to read.</summary>
public interface ITrace
{
    /// <summary>The newest entries, newest first, with the names that people have now.</summary>
    /// <param name="person">Only entries that this person left, or that are about them; null for all.</param>
    /// <param name="kinds">Only entries of these kinds; null for all.</param>
    /// <param name="before">Only entries before the one with this id.</param>
    Task<IReadOnlyList<TraceLine>> ReadAsync(
        string? person, IReadOnlyList<TraceKind>? kinds, long? before, int count, CancellationToken cancellationToken);
}

/// <param name="Actor">The name of <see cref="TraceEntry.Actor"/>; null where there is none, or the person is gone.</param>
/// <param name="Subject">The same of <see cref="TraceEntry.Subject"/>.</param>
public sealed record TraceLine(TraceEntry Entry, string? Actor, string? Subject);
