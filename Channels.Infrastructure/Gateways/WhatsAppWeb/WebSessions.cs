using System.Collections.Concurrent;
using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The sessions of all instances, each made when it is first needed.</summary>
internal sealed class WebSessions(WebSessionParts parts) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ChannelId, Lazy<WebSession>> _sessions = new();

    public WebSession this[ChannelId id] => _sessions.GetOrAdd(id, key => new(() => new WebSession(key, parts))).Value;

    /// <summary>Ends all of them without a word: what an app that stops knows is not what is so.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.Values)
        {
            await session.Value.DisposeAsync();
        }
    }
}
