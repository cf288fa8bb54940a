using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>What only a webhook tells is kept, shown with its date, and ends as it should, in whatever order it comes.</summary>
public sealed class MetaToldTests
{
    private const string Customer = "5521976543210";

    /// <summary>An event, what it makes of a number that reads well, the one that ends it, and what is so then.</summary>
    public static TheoryData<string, ReasonCode, string> Events => new()
    {
        { "violation", ReasonCode.ConnectedViolation, "reinstated" },
        { "violation", ReasonCode.ConnectedViolation, "approved" },
        { "scheduled", ReasonCode.ConnectedDisableScheduled, "reinstated" },
        { "disabled", ReasonCode.BlockedByMeta, "reinstated" },
        { "disabled", ReasonCode.BlockedByMeta, "sent" },
        { "payment", ReasonCode.ConnectedPaymentMissing, "sent" },
        { "payment", ReasonCode.ConnectedPaymentMissing, "delivered" },
        { "payment", ReasonCode.ConnectedPaymentMissing, "read" },
        { "offboarded", ReasonCode.SuspendedByMeta, "reconnected" },
        { "offboarded", ReasonCode.SuspendedByMeta, "added" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Told_IsKeptOverReadingsAndARestart_UntilAFresherEvent(string name, ReasonCode reason, string ender)
    {
        await using var world = await ConnectedWorld.StartAsync();
        var at = world.Bench.Time.GetUtcNow();
        await world.Bench.DeliverAsync(Of(world, name, at));
        await world.Bench.UntilAsync(world.Id, reason);
        Assert.Equal(at, (await world.FindAsync()).Reason.ToldAt);

        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        await world.Bench.StopAsync();
        await world.Bench.StartAgainAsync();
        await world.UntilReadAsync(world.Bench.Meta.CallsTo($"GET /{world.Number.Id}").Count);
        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        Assert.Equal((reason, at), ((await world.FindAsync()).Reason.Code, (await world.FindAsync()).Reason.ToldAt));

        await world.Bench.DeliverAsync(Of(world, ender, world.Bench.Time.GetUtcNow()));
        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Told_ThatComesAfterWhatEndedIt_ChangesNothing(string name, ReasonCode reason, string ender)
    {
        await using var world = await ConnectedWorld.StartAsync();
        var now = world.Bench.Time.GetUtcNow();
        await world.Bench.DeliverAsync(Of(world, ender, now));
        await world.UntilHandledAsync();

        // As late as Meta may be with it.
        world.Bench.Time.Advance(TimeSpan.FromDays(6));
        await world.Bench.DeliverAsync(Of(world, name, now.AddMinutes(-1)));
        await world.UntilHandledAsync();
        await world.Bench.SendAsync(new RefreshChannel(world.Id));

        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);
        Assert.DoesNotContain(reason, world.Bench.Statuses.Of(world.Id).Select(x => x.Code));
    }

    [Fact]
    public async Task Restriction_AheadOfTime_IsShownWithItsEnd_AndIsOverByIt()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var now = world.Bench.Time.GetUtcNow();
        var until = now.AddDays(3);
        var events = world.Bench.Meta.Events;
        await world.Bench.DeliverAsync(events.Restriction(world.Account, "RESTRICTED_BIZ_INITIATED_MESSAGING", until.ToUnixTimeSeconds(), "Appeal it."));
        await world.Bench.UntilAsync(world.Id, ReasonCode.ConnectedRestrictedByMeta);
        var reason = (await world.FindAsync()).Reason;
        Assert.Equal((until, now, "Appeal it."), (reason.Until, reason.ToldAt, reason.Detail));

        // An older one that was on its way for longer.
        await world.Bench.DeliverAsync(events.Restriction(world.Account, "RESTRICTED_UTILITY_TEMPLATES", now.AddDays(30).ToUnixTimeSeconds()) with { Time = now.AddDays(-1) });
        await world.UntilHandledAsync();
        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        Assert.Equal(until, (await world.FindAsync()).Reason.Until);

        world.Bench.Time.Advance(TimeSpan.FromDays(3));
        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
    }

    [Theory]
    [InlineData("RESTRICTED_ADD_PHONE_NUMBER_ACTION")]
    [InlineData("RESTRICTED_BUSINESS_INITIATED_CALLING")]
    public async Task Restriction_OfSomethingElseThanMessages_IsNoneOfThem(string type)
    {
        await using var world = await ConnectedWorld.StartAsync();

        await world.Bench.DeliverAsync(world.Bench.Meta.Events.Restriction(world.Account, type, world.Bench.Time.GetUtcNow().AddDays(3).ToUnixTimeSeconds()));
        await world.UntilHandledAsync();
        await world.Bench.SendAsync(new RefreshChannel(world.Id));

        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);
    }

    [Fact]
    public async Task Schedule_IsOverWithItsDay()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.Disabled(world.Account, "SCHEDULE_FOR_DISABLE", "November 24, 2026"));
        await world.Bench.UntilAsync(world.Id, ReasonCode.ConnectedDisableScheduled);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), (await world.FindAsync()).Reason.Until);

        world.Bench.Time.Advance(TimeSpan.FromDays(3));
        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Told_WhileDisconnected_HoldsForWhoeverConnectsTheNumberAgain()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.Bench.SendAsync(new DisconnectChannel(world.Id));
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.Violation(world.Account));
        await world.UntilHandledAsync();

        await world.Bench.AuthorizeAsync(world.Id, world.Account);

        await world.Bench.UntilAsync(world.Id, ReasonCode.ConnectedViolation);
    }

    [Fact]
    public async Task Disconnection_SaysWhy_UntilSomebodyAuthorizesAgain()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var at = world.Bench.Time.GetUtcNow().AddMinutes(1);
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        world.Token.Revoke(458);
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.PartnerRemoved(world.Account, "PRIMARY_INACTIVITY", "SYSTEM"));
        await world.Bench.UntilAsync(world.Id, ReasonCode.AppRemoved);
        Assert.Equal((ConnectionCause.PrimaryInactivity, at), ((await world.FindAsync()).Reason.Cause, (await world.FindAsync()).Reason.ToldAt));

        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Bench.AuthorizeAsync(world.Id, world.Account);
        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
        world.Number.Status = "DISCONNECTED";
        await world.Bench.UntilAsync(world.Id, ReasonCode.NumberOffAtMeta);
        Assert.Null((await world.FindAsync()).Reason.Cause);
    }

    [Fact]
    public async Task Messages_ThatGoThrough_AreNotWrittenOneByOne()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var now = world.Bench.Time.GetUtcNow();
        await world.Bench.DeliverAsync([.. Enumerable.Range(0, 100).Select(i => Of(world, "sent", now.AddSeconds(i)))]);
        await world.UntilHandledAsync();

        Assert.Equal([$"{now.AddMinutes(1).UtcTicks}"], await world.Bench.QueryAsync("SELECT ToldAt FROM MetaTold WHERE Kind = 'Sent'"));
    }

    [Fact]
    public async Task Message_ThatGoesThroughSecondsAfterAnother_EndsWhatCameBetween()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var now = world.Bench.Time.GetUtcNow();
        await world.Bench.DeliverAsync(Of(world, "sent", now), Of(world, "payment", now.AddSeconds(10)));
        await world.Bench.UntilAsync(world.Id, ReasonCode.ConnectedPaymentMissing);

        await world.Bench.DeliverAsync(Of(world, "sent", now.AddSeconds(20)));

        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
    }

    private static WebhookChange Of(ConnectedWorld world, string name, DateTimeOffset at)
    {
        var events = world.Bench.Meta.Events;
        var change = name switch
        {
            "violation" => events.Violation(world.Account),
            "scheduled" => events.Disabled(world.Account, "SCHEDULE_FOR_DISABLE", "December 24, 2026"),
            "disabled" => events.Disabled(world.Account, "DISABLE"),
            "reinstated" => events.Disabled(world.Account, "REINSTATE"),
            "approved" => events.Review(world.Account, "APPROVED"),
            "offboarded" => events.Offboarded(world.Account),
            "reconnected" => events.Reconnected(world.Account),
            "added" => events.PartnerAdded(world.Account),
            "payment" => events.Status(Message(world), "failed", (131042, "Business eligibility payment issue")),
            _ => events.Status(Message(world), name),
        };
        if (change.Time is not null)
        {
            return change with { Time = at };
        }

        change.Value["statuses"]![0]!["timestamp"] = $"{at.ToUnixTimeSeconds()}";
        return change;
    }

    private static SentMessage Message(ConnectedWorld world) => new($"wamid.{Guid.NewGuid()}", world.Number.Id, Customer, Customer, "Oi", world.Bench.Time.GetUtcNow());
}
