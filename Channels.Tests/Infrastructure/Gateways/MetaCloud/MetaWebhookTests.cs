using System.Text;
using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Webhooks;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>What Meta delivers: proved by its signature, taken once, and believed only after a reading.</summary>
public sealed class MetaWebhookTests
{
    private const string Customer = "5521976543210";

    // printf '%s' "$BODY" | openssl dgst -sha256 -hmac 'segredo do app'
    [Theory]
    [InlineData("{}", "50bf40040c3774e59c014f11ad91b8981d76ff0e6ff30f9b133148ce70dde5ef")]
    [InlineData(
        """{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{"text":"Ol\u00e1, or\u00e7amento \ud83d\ude00 1\/2"},"field":"messages"}]}]}""",
        "5aa7c21af5d6b7c36c928b81769d89f8025c86f6bfd27fde1953a74072d15dd5")]
    [InlineData("""{"object":"whatsapp_business_account","x":"Olá/ç"}""", "cfedbcd878605e745f45e9d6aeefc2a5a965d6f54da7b3d2cfbfe0d8121a3a80")]
    public void Signature_MadeByOpenssl_IsRight(string body, string hex)
    {
        Assert.True(WebhookSignature.IsRight(Encoding.UTF8.GetBytes(body), "sha256=" + hex, "segredo do app"));
        Assert.False(WebhookSignature.IsRight(Encoding.UTF8.GetBytes(body + " "), "sha256=" + hex, "segredo do app"));
        Assert.False(WebhookSignature.IsRight(Encoding.UTF8.GetBytes(body), "sha256=" + hex, "outro segredo"));
    }

    [Fact]
    public async Task Body_WithoutARightSignature_IsRefusedAndNothingIsKept()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var body = Encoding.UTF8.GetBytes(MetaJson.Write(WebhookChange.Envelope([world.Bench.Meta.Events.TextFrom(world.Number, Customer, "Oi")])));
        var right = MetaJson.Hmac(world.Bench.Meta.AppSecret, body);

        string?[] wrong =
        [
            null, "", "sha256=", right, "sha1=" + right, "sha256=" + right[..^1], "sha256=" + right + "0",
            "sha256=" + new string('g', 64), "sha256=" + new string('0', 64), "SHA256=" + right,
        ];
        foreach (var signature in wrong)
        {
            Assert.False(await world.Bench.DeliverAsync(body, signature));
        }

        Assert.Empty(await world.Bench.QueryAsync("SELECT Id FROM MetaNotices"));
        Assert.True(await world.Bench.DeliverAsync(body, "sha256=" + right));
        Assert.Single(await world.Bench.QueryAsync("SELECT Id FROM MetaNotices"));
    }

    [Fact]
    public async Task Body_SignedOverOtherBytesOfTheSameText_IsRefused()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var escaped = """{"object":"whatsapp_business_account","entry":[{"id":"1","x":"\u00e7\/"}]}""";
        var written = """{"object":"whatsapp_business_account","entry":[{"id":"1","x":"ç/"}]}""";
        var signature = "sha256=" + MetaJson.Hmac(world.Bench.Meta.AppSecret, escaped);

        Assert.False(await world.Bench.DeliverAsync(Encoding.UTF8.GetBytes(written), signature));
        Assert.True(await world.Bench.DeliverAsync(Encoding.UTF8.GetBytes(escaped), signature));
    }

    [Theory]
    [InlineData("subscribe", MetaBench.VerifyToken, true)]
    [InlineData("subscribe", "outro", false)]
    [InlineData("subscribe", "", false)]
    [InlineData("subscribe", null, false)]
    [InlineData("unsubscribe", MetaBench.VerifyToken, false)]
    [InlineData(null, MetaBench.VerifyToken, false)]
    public async Task Verification_WantsTheToken(string? mode, string? token, bool isOurs)
    {
        await using var bench = await MetaBench.StartAsync();

        Assert.Equal(isOurs, bench.Webhook.Knows(mode, token));
    }

    [Fact]
    public async Task Message_OpensAConversation_OnceHoweverOftenItIsDelivered()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var change = world.Bench.Meta.Events.TextFrom(world.Number, Customer, "Bom dia, quero um orçamento", "Conceição");

        await world.Bench.DeliverAsync(change);
        await world.Bench.DeliverAsync(change);
        await world.Bench.DeliverAsync(change, change);
        await world.UntilConversationsAsync(1);
        await world.UntilHandledAsync();

        Assert.Single(await world.Bench.QueryAsync("SELECT Id FROM Conversations"));
        Assert.Equal(["Conceição"], await world.Bench.QueryAsync("SELECT ContactName FROM Conversations"));
        var database = Encoding.UTF8.GetString(await world.Bench.DatabaseAsync());
        Assert.DoesNotContain("orçamento", database, StringComparison.Ordinal);
        Assert.DoesNotContain("or\\u00e7amento", database, StringComparison.Ordinal);
        Assert.DoesNotContain("orçamento", world.Bench.Logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_SeveralInOneDelivery_AreAllTaken()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var changes = Enumerable.Range(0, 5)
            .Select(i => world.Bench.Meta.Events.TextFrom(world.Number, $"552197654320{i}", "Oi")).ToArray();

        await world.Bench.DeliverAsync(changes[0], changes[1], WebhookEvents.Together(changes[2], changes[3], changes[4]));

        await world.UntilConversationsAsync(5);
    }

    [Fact]
    public async Task Message_OfANumberThatNobodyHas_IsCountedAndChangesNothing()
    {
        await using var world = await ConnectedWorld.StartAsync();
        using var heard = new HeardMeter(NoticeMeter.Name);
        var stranger = world.Bench.Meta.World.AddConnectedNumber(world.Account, "+55 21 3456-7000");

        Assert.True(await world.Bench.DeliverAsync(world.Bench.Meta.Events.TextFrom(stranger, Customer, "Oi")));
        await world.UntilHandledAsync();

        Assert.Empty(await world.Bench.QueryAsync("SELECT Id FROM Conversations"));
        Assert.True(heard.Of("unknown") > 0);
    }

    [Fact]
    public async Task Message_DuringAndAfterARemoval_GoesToWhoeverTookOver()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.TextFrom(world.Number, Customer, "Oi"));
        await world.UntilConversationsAsync(1);
        var heir = await world.Bench.CreateAsync("Herdeira");
        var preview = await world.Bench.SendAsync(new Channels.Domain.UseCases.Removal.PreviewRemoval(world.Id));
        var seen = preview.Seen(preview.Destinations.Single(x => x.Id == heir));
        await world.Bench.SendAsync(new Channels.Domain.UseCases.Removal.RemoveChannel(world.Id, heir, Successor: null, seen));

        await world.Bench.DeliverAsync(world.Bench.Meta.Events.TextFrom(world.Number, "5521976543299", "Olá"));

        await world.UntilConversationsAsync(2);
        await world.UntilHandledAsync();
        Assert.Equal(
            [heir.ToString()],
            (await world.Bench.QueryAsync("SELECT DISTINCT Channel FROM Conversations")).Select(x => x.ToLowerInvariant()));
    }

    [Theory]
    [InlineData("revoke")]
    [InlineData("edit")]
    [InlineData("request_welcome")]
    [InlineData("call_permission_reply")]
    [InlineData("reaction")]
    [InlineData("system")]
    public async Task Message_ThatNobodyWrote_OpensNoConversation(string type)
    {
        await using var world = await ConnectedWorld.StartAsync();

        await world.Bench.DeliverAsync(world.Bench.Meta.Events.MessageFrom(world.Number, Customer, type, []));
        await world.UntilHandledAsync();

        Assert.Empty(await world.Bench.QueryAsync("SELECT Id FROM Conversations"));
    }

    [Fact]
    public async Task Message_OfACallOrToAnotherApp_OpensNoConversation()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var events = world.Bench.Meta.Events;
        var permission = events.MessageFrom(
            world.Number, Customer, "interactive", new() { ["type"] = "call_permission_reply", ["call_permission_reply"] = new System.Text.Json.Nodes.JsonObject() });
        var flagged = events.TextFrom(world.Number, Customer, "Oi");
        flagged.Value["standby"] = true;
        var flaggedInside = events.TextFrom(world.Number, Customer, "Oi");
        flaggedInside.Value["messages"]![0]!["standby"] = true;

        await world.Bench.DeliverAsync(permission, flagged, events.TextFrom(world.Number, Customer, "Oi") with { Field = "standby" });
        await world.Bench.DeliverAsync(flaggedInside);
        await world.UntilHandledAsync();
        Assert.Empty(await world.Bench.QueryAsync("SELECT Id FROM Conversations"));

        await world.Bench.DeliverAsync(events.MessageFrom(world.Number, Customer, "interactive", new() { ["type"] = "button_reply" }));
        await world.UntilConversationsAsync(1);
    }

    [Fact]
    public async Task Body_WithTheMarkOfItsEncoding_IsRead_AndSignedWithIt()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var body = Encoding.UTF8.GetBytes(MetaJson.Write(WebhookChange.Envelope([world.Bench.Meta.Events.TextFrom(world.Number, Customer, "Oi")])));
        byte[] marked = [.. Encoding.UTF8.GetPreamble(), .. body];

        Assert.False(await world.Bench.DeliverAsync(marked, "sha256=" + MetaJson.Hmac(world.Bench.Meta.AppSecret, body)));
        Assert.True(await world.Bench.DeliverAsync(marked));

        await world.UntilConversationsAsync(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Message_OfWhoShowsNoNumber_OpensAConversation_AndIsTheirsWhenTheNumberComes(bool isOnMessage)
    {
        const string userId = "BR.13491208655302741918";
        await using var world = await ConnectedWorld.StartAsync();
        var events = world.Bench.Meta.Events;
        var alone = events.TextOfUser(world.Number, userId, "Quero um orçamento", isOnMessage);
        await world.Bench.DeliverAsync(alone, events.TextFrom(world.Number, Customer, "Oi"));
        await world.Bench.DeliverAsync(alone);
        await world.UntilConversationsAsync(2);

        var both = events.TextFrom(world.Number, Customer, "Sou eu");
        both.Value["messages"]![0]!["from_user_id"] = userId;
        await world.Bench.DeliverAsync(both);
        await world.UntilHandledAsync();

        Assert.Equal([$"{Customer}|{userId}"], await world.Bench.QueryAsync("SELECT Number, UserId FROM Contacts"));
        Assert.Equal(["3"], await world.Bench.QueryAsync("SELECT COUNT(*) FROM Messages"));
        Assert.Equal(["1"], await world.Bench.QueryAsync("SELECT COUNT(*) FROM Conversations WHERE IsOpen"));
        Assert.Equal(["1"], await world.Bench.QueryAsync(
            "SELECT COUNT(*) FROM Conversations AS o JOIN Conversations AS n ON n.Id = o.ContinuesIn WHERE NOT o.IsOpen AND n.IsOpen"));
    }

    [Theory]
    [InlineData("user_changed_user_id", "BR.2", null, "User Bia changed from BR.1 to BR.2", true)]
    [InlineData("user_changed_user_id", "BR.2", null, "User Bia changed from BR.1 to BR.2", false)]
    [InlineData("user_changed_number", null, "5521955554444", "User Bia changed from 5521912345678 to 5521955554444", true)]
    public async Task Customer_WhoseNameChanges_GoesOnInTheSameConversation(string type, string? user, string? number, string body, bool isNamed)
    {
        await using var world = await ConnectedWorld.StartAsync();
        var events = world.Bench.Meta.Events;
        await world.Bench.DeliverAsync(user is null ? events.TextFrom(world.Number, Customer, "Oi") : events.TextOfUser(world.Number, "BR.1", "Oi", isOnMessage: true));
        await world.UntilConversationsAsync(1);
        var change = events.TextFrom(world.Number, Customer, "");
        var message = change.Value["messages"]![0]!.AsObject();
        message["type"] = "system";
        message.Remove("text");
        message["system"] = new JsonObject { ["type"] = type, ["user_id"] = user, ["wa_id"] = number, ["body"] = body };
        if (user is not null)
        {
            message.Remove("from");
            message["from_user_id"] = isNamed ? "BR.1" : null;
        }

        await world.Bench.DeliverAsync(change);
        await world.Bench.DeliverAsync(user is null ? events.TextFrom(world.Number, number!, "De novo") : events.TextOfUser(world.Number, user, "De novo", isOnMessage: true));
        await world.UntilHandledAsync();

        Assert.Equal(["2"], await world.Bench.QueryAsync("SELECT COUNT(*) FROM Messages"));
        Assert.Equal([user ?? number!], await world.Bench.QueryAsync("SELECT COALESCE(UserId, Number) FROM Contacts"));
        Assert.Single(await world.Bench.QueryAsync("SELECT Id FROM Conversations"));
    }
}
