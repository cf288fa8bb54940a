using System.Text;
using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Deliveries in any order and number, and bodies of any kind, each of many seeds.</summary>
public sealed class MetaWebhookSeedTests
{
    private const string Customer = "5521976543210";
    private const string Stranger = "5521976549999";

    private static readonly string[] Silent = ["revoke", "edit", "request_welcome", "call_permission_reply", "reaction", "system"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Deliveries_ShuffledAndDoubled_LeaveWhatOneReadingFinds(int seed)
    {
        await using var world = await ConnectedWorld.StartAsync();
        var random = new Random(seed);
        var events = world.Bench.Meta.Events;
        var changes = Enumerable.Range(0, 500).Select(i => random.Next(12) switch
        {
            0 => events.Disabled(world.Account, random.Next(2) == 0 ? "DISABLE" : "REINSTATE"),
            1 => events.Violation(world.Account),
            2 => events.PartnerRemoved(world.Account, "PRIMARY_INACTIVITY", "SYSTEM"),
            3 => events.AppUninstalled(world.Account, world.Bench.Meta.AppId),
            4 => events.AccountDeleted(world.Account),
            5 => events.Quality(world.Number, "ONBOARDING"),
            6 => events.Name(world.Number, "REJECTED", "Loja"),
            7 => events.Restriction(world.Account, "RESTRICTED_UTILITY_TEMPLATES", world.Bench.Time.GetUtcNow().AddDays(random.Next(9)).ToUnixTimeSeconds()),
            8 => events.MessageFrom(world.Number, Stranger, Silent[random.Next(Silent.Length)]),
            9 => events.TextOfUser(world.Number, $"BR.13491208655302741{random.Next(9)}", "Oi", isOnMessage: random.Next(2) == 0),
            10 => events.TextFrom(world.Number, Stranger, "Oi") with { Field = "standby" },
            _ => events.TextFrom(world.Number, $"55219765432{i % 10:D2}", "Oi"),
        }).ToArray();
        // All at different times of the hour before, delivered in no order at all.
        var began = world.Bench.Time.GetUtcNow();
        changes = [.. changes.Select((x, i) => x.Time is null ? x : x with { Time = began.AddSeconds(i - 3600) })];
        changes = [.. changes, .. changes];
        random.Shuffle(changes);
        var (status, reason) = random.Next(4) switch
        {
            0 => ("CONNECTED", ReasonCode.Connected),
            1 => ("FLAGGED", ReasonCode.ConnectedFlagged),
            2 => ("BANNED", ReasonCode.BlockedByMeta),
            _ => ("DISCONNECTED", ReasonCode.NumberOffAtMeta),
        };
        world.Number.Status = status;
        reason = WithTold(reason, changes, began);

        foreach (var batch in changes.Chunk(1 + random.Next(20)))
        {
            Assert.True(await world.Bench.DeliverAsync(batch), $"seed {seed}");
        }

        await world.UntilHandledAsync();
        await world.Bench.UntilAsync(world.Id, reason);

        // One that was read in their midst knows only some of them.
        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        var before = await world.FindAsync();
        Assert.True(reason == before.Reason.Code, $"seed {seed}: {before}");
        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        var after = await world.FindAsync();
        Assert.True((before.Reason, before.Official, before.Name) == (after.Reason, after.Official, after.Name), $"seed {seed}: {before} then {after}");
        Assert.Empty(await world.Bench.QueryAsync("SELECT Contact FROM Conversations GROUP BY Contact HAVING COUNT(*) > 1"));
        Assert.Empty(await world.Bench.QueryAsync($"SELECT v.Id FROM Conversations AS v JOIN Contacts AS c ON c.Id = v.Contact WHERE Number LIKE '%{Stranger}%'"));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Bodies_OfAnyKindSignedRight_NeverThrowAndChangeNothingUnread(int seed)
    {
        await using var world = await ConnectedWorld.StartAsync();
        var random = new Random(seed);
        var good = Encoding.UTF8.GetBytes(MetaJson.Write(WebhookChange.Envelope(
            [world.Bench.Meta.Events.TextFrom(world.Number, Customer, "Oi"), world.Bench.Meta.Events.Disabled(world.Account, "REINSTATE")])));
        var told = world.Bench.Statuses.Of(world.Id).Count;
        for (var i = 0; i < 60; i++)
        {
            Assert.True(await world.Bench.DeliverAsync(Spoil(good, random)), $"seed {seed}, body {i}");
        }

        await world.UntilHandledAsync();
        Assert.Equal(told, world.Bench.Statuses.Of(world.Id).Count);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    /// <summary>What the reading finds, and what only the latest of the deliveries say.</summary>
    private static ReasonCode WithTold(ReasonCode read, IReadOnlyList<WebhookChange> changes, DateTimeOffset now)
    {
        WebhookChange Last(string name, string? state = null) => changes
            .Where(x => x.Value.Text("event") == name && (state is null || x.Value["ban_info"]!["waba_ban_state"]!.GetValue<string>() == state))
            .MaxBy(x => x.Time)!;
        var reinstated = Last("DISABLED_UPDATE", "REINSTATE");
        var restriction = Last("ACCOUNT_RESTRICTION").Value["restriction_info"]![0]!["expiration"]!.GetValue<long>();
        return Last("DISABLED_UPDATE") != reinstated ? ReasonCode.BlockedByMeta
            : ReasonTable.StatusOf(read) != ChannelStatus.Connected ? read
            : restriction > now.ToUnixTimeSeconds() ? ReasonCode.ConnectedRestrictedByMeta
            : read == ReasonCode.Connected && Last("ACCOUNT_VIOLATION").Time > reinstated.Time ? ReasonCode.ConnectedViolation
            : read;
    }

    private static byte[] Spoil(byte[] good, Random random)
    {
        var body = (byte[])good.Clone();
        switch (random.Next(7))
        {
            case 0:
                random.NextBytes(body);
                return body;
            case 1:
                return body[..random.Next(body.Length)];
            case 2:
                for (var i = 0; i < 10; i++)
                {
                    body[random.Next(body.Length)] = (byte)random.Next(256);
                }

                return body;
            case 5:
                return [.. Encoding.UTF8.GetPreamble().AsSpan()[..random.Next(3)], .. body];
            case 3:
                return Encoding.UTF8.GetBytes(new string('[', random.Next(1, 20_000)));
            case 4:
                // Every value in turn becomes one of another kind.
                string[] values = ["null", "0", "-1e999", "\"\\ud800\"", "[]", "{}", "true", "\"\"", "99999999999999999999"];
                var text = Encoding.UTF8.GetString(body);
                var at = text.IndexOf(':', random.Next(text.Length - 10));
                var end = text.IndexOfAny([',', '}', ']'], at + 1);
                return Encoding.UTF8.GetBytes(at < 0 || end < 0 ? "{}" : text[..(at + 1)] + values[random.Next(values.Length)] + text[end..]);
            default:
                return Encoding.UTF8.GetBytes("""{"object":"whatsapp_business_account","entry":[{"id":null,"changes":[{"field":"messages","value":[]},7,null,{"field":{},"value":"x"}]},3]}""");
        }
    }
}
