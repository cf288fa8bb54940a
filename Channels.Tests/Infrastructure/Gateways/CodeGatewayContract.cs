using Channels.Domain;

namespace Channels.Tests.Infrastructure.Gateways;

/// <summary>What a gateway promises beside that where a phone is linked by a code and its line is our own.</summary>
public abstract class CodeGatewayContract : GatewayContract
{
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
    public async Task Confirm_BrokenLine_IsNotNoted()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.BreakAsync(id);
        await world.UntilAsync(id, ReasonCode.Reconnecting);
        var before = world.Confirmations.Of(id);

        Assert.Null(await world.Gateway.ConfirmAsync(id, Cancellation));

        Assert.Equal(before, world.Confirmations.Of(id));
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
    public async Task Connect_AfterADisconnect_NeedsANewCode()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.Gateway.DisconnectAsync(id, Cancellation);

        await world.Gateway.ConnectAsync(id, Cancellation);

        Assert.NotEmpty(await world.Codes.NextAsync(id));
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
    public async Task Connect_AfterRemoval_IsUnavailableAndStartsNothing()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.Gateway.RemoveAsync(id, Cancellation);
        var told = world.Statuses.Of(id).Count;

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Gateway.ConnectAsync(id, Cancellation));

        Assert.Equal(told, world.Statuses.Of(id).Count);
        Assert.False(await world.HasCredentialsAsync(id));
    }
}
