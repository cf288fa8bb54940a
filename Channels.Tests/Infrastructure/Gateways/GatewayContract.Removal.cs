using Channels.Domain;

namespace Channels.Tests.Infrastructure.Gateways;

/// <summary>The end of a channel that is being removed, on top of the rest of the contract.</summary>
public abstract partial class GatewayContract
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
    public async Task Remove_BrokenLine_KeepsTheCredentialsForTheNextCall()
    {
        await using var world = await OpenAsync();
        var id = await world.LinkAsync();
        await world.BreakAsync(id);
        await world.UntilBrokenAsync(id);

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
