using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways;

/// <summary>
/// What <see cref="IChannelGateway"/> promises, of any gateway. Each fact talks to the gateway itself, so that what is
/// observed comes from it alone.
/// </summary>
public abstract partial class GatewayContract
{
    private protected const string Number = "5511987654321";

    private protected static readonly PhoneNumber Customer = PhoneNumber.FromDigits("5521912345678")!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Confirm_WithoutCredentials_StartsNothing()
    {
        await using var world = await OpenAsync();
        var id = await world.CreateAsync();

        Assert.Null(await world.Gateway.ConfirmAsync(id, Cancellation));

        Assert.Equal(ReasonCode.NeverConnected, world.Statuses.Now(id)!.Reason.Code);
    }

    [Fact]
    public async Task Confirm_Connected_SaysWhen_AndIsNoted()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        var before = world.Confirmations.Of(id);

        Assert.NotNull(await world.Gateway.ConfirmAsync(id, Cancellation));

        Assert.True(world.Confirmations.Of(id) > before);
    }

    [Fact]
    public async Task Send_Connected_IsHandedOver()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();

        var outcome = await world.Gateway.SendAsync(id, SendingExtensions.OrderTo(Customer.Digits, "Olá"), Cancellation);

        Assert.Equal(SendResult.Taken, outcome.Result);
    }

    [Fact]
    public async Task Send_NotConnected_IsUnavailable()
    {
        await using var world = await OpenAsync();
        var id = await world.CreateAsync();

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Gateway.SendAsync(id, SendingExtensions.OrderTo(Customer.Digits), Cancellation));
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
        await world.UntilBrokenAsync(id);

        Assert.False(await world.Gateway.DisconnectAsync(id, Cancellation));

        Assert.False(await world.HasCredentialsAsync(id));
    }

    /// <summary>A gateway whose WhatsApp has a phone or an account with <see cref="Number"/>.</summary>
    private protected abstract Task<GatewayWorld> OpenAsync();
}
