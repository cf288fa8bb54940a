using System.Collections.Concurrent;
using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The sessions of all instances, each made when it is first needed.</summary>
internal sealed class WebSessions(WebSessionParts parts) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ChannelId, Lazy<WebSession>> _sessions = new();

    public WebSession this[ChannelId id] => _sessions.GetOrAdd(id, key => new(() => new WebSession(key, parts))).Value;

    /// <summary>Whether something was asked of an instance's connection since the app started.</summary>
    public bool IsTouched(ChannelId id) => _sessions.TryGetValue(id, out var session) && session.Value.IsTouched;

    /// <summary>Ends all of them without a word: what an app that stops knows is not what is so.</summary>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_sessions.Values.Select(session => session.Value.DisposeAsync().AsTask()));
}
