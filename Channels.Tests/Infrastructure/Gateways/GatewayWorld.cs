using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways;

/// <summary>A gateway with its store, and the WhatsApp on the other side as the test wants it.</summary>
internal abstract class GatewayWorld : IAsyncDisposable
{
    public abstract IChannelGateway Gateway { get; }

    public abstract StatusWatch Statuses { get; }

    public abstract ShownCodes Codes { get; }

    public abstract HeardConfirmations Confirmations { get; }

    public abstract Task<ChannelId> CreateAsync();

    /// <summary>The phone scans and agrees.</summary>
    public abstract Task ScanAsync(string code);

    /// <summary>The line of a linked channel breaks and cannot be had again.</summary>
    public abstract Task BreakAsync(ChannelId id);

    public abstract Task MendAsync(ChannelId id);

    /// <summary>Whether the phone still lists the console as a device.</summary>
    public abstract Task<bool> IsListedAsync(ChannelId id);

    public abstract Task<bool> HasCredentialsAsync(ChannelId id);

    public abstract ValueTask DisposeAsync();

    /// <summary>Waits until the gateway knows that the line is broken, where it finds that out by itself.</summary>
    public virtual Task UntilBrokenAsync(ChannelId id) => UntilAsync(id, ReasonCode.Reconnecting);

    /// <summary>A channel that is connected.</summary>
    public virtual async Task<ChannelId> LinkAsync()
    {
        var id = await CreateAsync();
        await Gateway.ConnectAsync(id, CancellationToken.None);
        await ScanAsync(await Codes.NextAsync(id));
        await UntilAsync(id, ReasonCode.Connected);
        return id;
    }

    public Task UntilAsync(ChannelId id, ReasonCode reason) =>
        Statuses.UntilAsync(id, snapshot => snapshot.Reason.Code == reason).WaitAsync(Patience.Limit);

    /// <summary>Tries as the job does, until WhatsApp is there again.</summary>
    public async Task RemoveInTheEndAsync(ChannelId id)
    {
        using var deadline = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            try
            {
                await Gateway.RemoveAsync(id, deadline.Token);
                return;
            }
            catch (GatewayUnavailable) when (!deadline.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
