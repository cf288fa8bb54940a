using System.Collections.Concurrent;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Proxies;
using Channels.Domain.Sending;

namespace Channels.Tests.Support;

/// <summary>A gateway that does what the test set it to and remembers what it was asked.</summary>
public sealed class FakeGateway : IProxiedGateway, IOfficialGateway
{
    private readonly ConcurrentQueue<string> _calls = new();

    public ConnectionMethod Method { get; init; } = ConnectionMethod.WhatsAppWeb;

    public GatewayObstacle? Obstacle { get; set; }

    public OfficialWays Ways { get; set; } = new(ByFacebook: true, AppId: "670843887433847");

    public TimeSpan ConfirmsEvery => TimeSpan.FromSeconds(60);

    public IReadOnlyCollection<string> Calls => _calls;

    public Func<Task<DateTimeOffset?>> Confirm { get; set; } = () => Task.FromResult<DateTimeOffset?>(null);

    public SendOutcome Outcome { get; set; } = new(SendResult.Taken);

    /// <summary>Instead of <see cref="Outcome"/>.</summary>
    public Func<ChannelId, SendOrder, Task<SendOutcome>>? Sending { get; set; }

    /// <summary>What stands in the way of a connection.</summary>
    public GatewayUnavailable? Trouble { get; set; }

    /// <summary>How the end of a removed channel's device goes; unset, as <see cref="Trouble"/> says.</summary>
    public Func<ChannelId, CancellationToken, Task>? Removing { get; set; }

    /// <summary>Told of each channel that is forgotten.</summary>
    public Func<ChannelId, Task>? Forgetting { get; set; }

    /// <summary>What comes back through a proxy.</summary>
    public ProxyTrial Trial { get; set; } = new(Cause: null);

    public bool DisconnectTells { get; set; } = true;

    public Task ConnectAsync(ChannelId id, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"connect {id}");
        return Trouble is null ? Task.CompletedTask : Task.FromException(Trouble);
    }

    public Task PairAsync(ChannelId id, PhoneNumber? number, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"pair {id} {number?.Digits ?? "QR"}");
        return Trouble is null ? Task.CompletedTask : Task.FromException(Trouble);
    }

    public Task<DateTimeOffset?> ConfirmAsync(ChannelId id, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"confirm {id}");
        return Confirm();
    }

    public Task<SendOutcome> SendAsync(ChannelId id, SendOrder order, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"send {id} {order.To.Number?.Digits ?? order.To.Key} {order.Content.Text}");
        return Sending?.Invoke(id, order) ?? Task.FromResult(Outcome);
    }

    public Task<bool> DisconnectAsync(ChannelId id, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"disconnect {id}");
        return Task.FromResult(DisconnectTells);
    }

    public Task<ProxyTrial> TryAsync(ProxyServer server, string? password, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"try {server.Kind} {server.Host}:{server.Port} {server.User} {password}");
        return Trouble is null ? Task.FromResult(Trial) : Task.FromException<ProxyTrial>(Trouble);
    }

    public Task RerouteAsync(ChannelId id, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"reroute {id}");
        return Task.CompletedTask;
    }

    public Task RemoveAsync(ChannelId id, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"remove {id}");
        return Removing is not null ? Removing(id, cancellationToken)
            : Trouble is null ? Task.CompletedTask : Task.FromException(Trouble);
    }

    public Task ForgetAsync(ChannelId id, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"forget {id}");
        return Forgetting?.Invoke(id) ?? Task.CompletedTask;
    }
}
