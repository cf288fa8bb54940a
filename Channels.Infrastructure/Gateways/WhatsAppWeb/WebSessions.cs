using Channels.Domain;
using MediatR;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The sessions of all channels, each made when it is first needed, and never again once its channel is gone.</summary>
internal sealed class WebSessions(WebSessionParts parts) : INotificationHandler<StoreChanged>, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelId, WebSession> _sessions = [];

    // Until the app stops, 16 bytes each: whoever asked for a connection before the removal may come after it.
    private readonly HashSet<ChannelId> _gone = [];

    /// <exception cref="GatewayUnavailable">The channel is gone.</exception>
    public WebSession this[ChannelId id] => Find(id) ?? throw new GatewayUnavailable(ConnectionCause.Closed);

    /// <summary>Null where the channel is gone.</summary>
    public WebSession? Find(ChannelId id)
    {
        lock (_gate)
        {
            if (!_gone.Contains(id) && !_sessions.ContainsKey(id))
            {
                _sessions[id] = new WebSession(id, parts);
            }

            return _sessions.GetValueOrDefault(id);
        }
    }

    /// <summary>Whether something was asked of a channel's connection since the app started.</summary>
    public bool IsTouched(ChannelId id)
    {
        lock (_gate)
        {
            return _gone.Contains(id) || (_sessions.TryGetValue(id, out var session) && session.IsTouched);
        }
    }

    public Task Handle(StoreChanged notification, CancellationToken cancellationToken)
    {
        if (notification.Outage is null)
        {
            All().ForEach(session => session.SayAgain());
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc cref="Domain.Ports.IChannelGateway.RemoveAsync"/>
    public async Task RemoveAsync(ChannelId id)
    {
        if (Find(id) is not { } session)
        {
            return;
        }

        try
        {
            await session.RemoveAsync();
            await DropAsync(id);
        }
        catch (GatewayUnavailable) when (Find(id) is null)
        {
            // Somebody else removed it, and the session ended with that.
        }
    }

    /// <inheritdoc cref="Domain.Ports.IChannelGateway.ForgetAsync"/>
    public async Task ForgetAsync(ChannelId id)
    {
        await DropAsync(id);
        await parts.Keys.ForgetAsync(id, CancellationToken.None);
    }

    /// <summary>Ends all of them without a word: what an app that stops knows is not what is so.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(All().Select(session => session.DisposeAsync().AsTask()));
    }

    private List<WebSession> All()
    {
        lock (_gate)
        {
            return [.. _sessions.Values];
        }
    }

    private async Task DropAsync(ChannelId id)
    {
        WebSession? session;
        lock (_gate)
        {
            _gone.Add(id);
            _sessions.Remove(id, out session);
        }

        await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
