using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways;

/// <summary>
/// What <see cref="IChannelGateway"/> promises, of any gateway that pairs by code. Each fact talks to the gateway itself,
/// so that what is observed comes from it alone.
/// </summary>
public abstract class GatewayContract
{
    private protected const string Number = "5511987654321";

    private protected static readonly PhoneNumber Customer = PhoneNumber.FromDigits("5521912345678")!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_WithoutCredentials_ShowsACodeAndSaysSo()
    {
        await using var world = await OpenAsync();
        var id = await world.CreateAsync();

        await world.Gateway.ConnectAsync(id, Cancellation);

        Assert.NotEmpty(await world.Codes.NextAsync(id));
        await world.UntilAsync(id, ReasonCode.CodeOnScreen);
    }

    [Fact]
    public async Task Connect_WhilePairing_StartsNoSecond()
    {
        await using var world = await OpenAsync();
        var id = await world.CreateAsync();
        await world.Gateway.ConnectAsync(id, Cancellation);
        var code = await world.Codes.NextAsync(id);

        await Task.WhenAll(world.Gateway.ConnectAsync(id, Cancellation), world.Gateway.ConnectAsync(id, Cancellation));

        await world.ScanAsync(code);
        await world.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal(0, world.Codes.Waiting(id));
    }

    [Fact]
    public async Task Scan_LogsInWithTheNumber_AndTheCodeIsHidden()
    {
        await using var world = await OpenAsync();

        var id = await world.LinkAsync();

        Assert.Equal("+" + Number, world.Statuses.Now(id)!.Number!.E164);
        Assert.False(world.Codes.IsShown(id));
        Assert.True(await world.IsListedAsync(id));
    }

    [Fact]
    public async Task Confirm_WithoutCredentials_StartsNoPairing()
    {
        await using var world = await OpenAsync();
        var id = await world.CreateAsync();

        Assert.Null(await world.Gateway.ConfirmAsync(id, Cancellation));

        Assert.False(world.Codes.IsShown(id));
        Assert.Equal(ReasonCode.NeverConnected, world.Statuses.Now(id)!.Reason.Code);
    }

    [Fact]
    public async Task Confirm_Connected_SaysWhen()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();

        Assert.NotNull(await world.Gateway.ConfirmAsync(id, Cancellation));
    }

    [Fact]
    public async Task Confirm_BrokenLine_HasObservedItWhenItReturns()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.BreakAsync(id);

        Assert.Null(await world.Gateway.ConfirmAsync(id, Cancellation));

        Assert.Equal(ChannelStatus.Connecting, world.Statuses.Now(id)!.Status);
    }

    [Fact]
    public async Task BrokenLine_ThatIsMended_ComesBackWithoutACode()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.BreakAsync(id);
        await world.UntilAsync(id, ReasonCode.Reconnecting);

        await world.MendAsync(id);

        await world.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal(0, world.Codes.Waiting(id));
    }

    [Fact]
    public async Task Send_Connected_IsHandedOver()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();

        var outcome = await world.Gateway.SendAsync(id, Customer, "Olá", Cancellation);

        Assert.True(outcome.Accepted);
        Assert.NotEmpty(outcome.MessageId!);
    }

    [Fact]
    public async Task Send_NotConnected_IsUnavailable()
    {
        await using var world = await OpenAsync();
        var id = await world.CreateAsync();

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Gateway.SendAsync(id, Customer, "Olá", Cancellation));
    }

    [Fact]
    public async Task Disconnect_WhilePairing_DropsItWithoutAWord()
    {
        await using var world = await OpenAsync();
        var id = await world.CreateAsync();
        await world.Gateway.ConnectAsync(id, Cancellation);
        await world.Codes.NextAsync(id);
        await world.UntilAsync(id, ReasonCode.CodeOnScreen);
        var told = world.Statuses.Of(id).Count;

        Assert.True(await world.Gateway.DisconnectAsync(id, Cancellation));

        Assert.False(world.Codes.IsShown(id));
        Assert.Null(await world.Gateway.ConfirmAsync(id, Cancellation));
        Assert.Equal(told, world.Statuses.Of(id).Count);
    }

    [Fact]
    public async Task Disconnect_Connected_UnlinksAndForgetsAndIsHeardNoMore()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        var told = world.Statuses.Of(id).Count;

        Assert.True(await world.Gateway.DisconnectAsync(id, Cancellation));

        Assert.False(await world.IsListedAsync(id));
        Assert.False(await world.HasCredentialsAsync(id));
        Assert.Null(await world.Gateway.ConfirmAsync(id, Cancellation));
        Assert.Equal(told, world.Statuses.Of(id).Count);
    }

    [Fact]
    public async Task Disconnect_Again_IsTheSameAsOnce()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.Gateway.DisconnectAsync(id, Cancellation);

        Assert.True(await world.Gateway.DisconnectAsync(id, Cancellation));
    }

    [Fact]
    public async Task Disconnect_BrokenLine_ForgetsAndSaysThatThePhoneStillListsIt()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.BreakAsync(id);
        await world.UntilAsync(id, ReasonCode.Reconnecting);

        Assert.False(await world.Gateway.DisconnectAsync(id, Cancellation));

        Assert.False(await world.HasCredentialsAsync(id));
    }

    [Fact]
    public async Task Connect_AfterADisconnect_NeedsANewCode()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.Gateway.DisconnectAsync(id, Cancellation);

        await world.Gateway.ConnectAsync(id, Cancellation);

        Assert.NotEmpty(await world.Codes.NextAsync(id));
    }

    /// <summary>A gateway whose WhatsApp has a phone with <see cref="Number"/>.</summary>
    private protected abstract Task<GatewayWorld> OpenAsync();
}

/// <summary>The end of an instance that is being removed, on top of the rest of the contract.</summary>
public abstract class RemovingGatewayContract : GatewayContract
{
    [Fact]
    public async Task Remove_Connected_UnlinksAndForgets_AndMayBeRepeated()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        var told = world.Statuses.Of(id).Count;

        await world.Gateway.RemoveAsync(id, Cancellation);
        await world.Gateway.RemoveAsync(id, Cancellation);

        Assert.False(await world.IsListedAsync(id));
        Assert.False(await world.HasCredentialsAsync(id));
        Assert.Equal(told, world.Statuses.Of(id).Count);
    }

    [Fact]
    public async Task Remove_NeverConnected_IsDone()
    {
        await using var world = await OpenAsync();

        await world.Gateway.RemoveAsync(await world.CreateAsync(), Cancellation);
    }

    [Fact]
    public async Task Remove_WhilePairing_DropsIt()
    {
        await using var world = await OpenAsync();
        var id = await world.CreateAsync();
        await world.Gateway.ConnectAsync(id, Cancellation);
        await world.Codes.NextAsync(id);

        await world.Gateway.RemoveAsync(id, Cancellation);

        Assert.False(world.Codes.IsShown(id));
    }

    [Fact]
    public async Task Remove_BrokenLine_KeepsTheCredentialsForTheNextCall()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.BreakAsync(id);
        await world.UntilAsync(id, ReasonCode.Reconnecting);

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Gateway.RemoveAsync(id, Cancellation));
        Assert.True(await world.HasCredentialsAsync(id));

        var told = world.Statuses.Of(id).Count;
        await world.MendAsync(id);
        await world.RemoveInTheEndAsync(id);
        Assert.False(await world.IsListedAsync(id));
        Assert.Equal(told, world.Statuses.Of(id).Count);
    }

    [Fact]
    public async Task Forget_AfterARemovalThatCouldNotBeTold_ForgetsTheCredentials()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.BreakAsync(id);
        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Gateway.RemoveAsync(id, Cancellation));

        await world.Gateway.ForgetAsync(id, Cancellation);

        Assert.False(await world.HasCredentialsAsync(id));
        await world.Gateway.RemoveAsync(id, Cancellation);
    }
}

/// <summary>A gateway with its store, and the WhatsApp on the other side as the test wants it.</summary>
internal abstract class GatewayWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public abstract IChannelGateway Gateway { get; }

    public abstract StatusWatch Statuses { get; }

    public abstract ShownCodes Codes { get; }

    public abstract Task<ChannelId> CreateAsync();

    /// <summary>The phone scans and agrees.</summary>
    public abstract Task ScanAsync(string code);

    /// <summary>The line of a linked instance breaks and cannot be had again.</summary>
    public abstract Task BreakAsync(ChannelId id);

    public abstract Task MendAsync(ChannelId id);

    /// <summary>Whether the phone still lists the console as a device.</summary>
    public abstract Task<bool> IsListedAsync(ChannelId id);

    public abstract Task<bool> HasCredentialsAsync(ChannelId id);

    public abstract ValueTask DisposeAsync();

    public async Task<ChannelId> LinkAsync()
    {
        var id = await CreateAsync();
        await Gateway.ConnectAsync(id, CancellationToken.None);
        await ScanAsync(await Codes.NextAsync(id));
        await UntilAsync(id, ReasonCode.Connected);
        return id;
    }

    public Task UntilAsync(ChannelId id, ReasonCode reason) =>
        Statuses.UntilAsync(id, snapshot => snapshot.Reason.Code == reason).WaitAsync(Patience);

    /// <summary>Tries as the job does, until WhatsApp is there again.</summary>
    public async Task RemoveInTheEndAsync(ChannelId id)
    {
        using var deadline = new CancellationTokenSource(Patience);
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
