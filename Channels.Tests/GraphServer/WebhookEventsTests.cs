using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

public sealed class WebhookEventsTests
{
    [Fact]
    public async Task Events_HaveTheFormOfMetasExamples()
    {
        await using var bench = await MetaBench.StartAsync();
        var (events, waba, number) = (bench.Server.Events, bench.Waba, bench.Number);
        var sent = new SentMessage("wamid.x", number.Id, "+5511988887777", "551188887777", "Oi", bench.Time.GetUtcNow());
        Assert.All(
            new (string Example, WebhookChange Built)[]
            {
                (ContractExamples.AccountDeleted, events.AccountDeleted(waba)),
                (ContractExamples.DisabledUpdate, events.Disabled(waba, "DISABLE")),
                (ContractExamples.AccountViolation, events.Violation(waba)),
                (ContractExamples.AccountRestriction, events.Restriction(waba, "RESTRICTED_BIZ_INITIATED_MESSAGING", 1641330498)),
                (ContractExamples.PartnerAdded, events.PartnerAdded(waba)),
                (ContractExamples.PartnerAppInstalled, events.AppInstalled(waba)),
                (ContractExamples.PartnerAppUninstalled, events.AppUninstalled(waba)),
                (ContractExamples.PartnerRemoved, events.PartnerRemoved(waba, "PRIMARY_INACTIVITY", "SYSTEM")),
                (ContractExamples.PhoneNumberQualityUpdate, events.Quality(number, "ONBOARDING")),
                (ContractExamples.PhoneNumberNameUpdate, events.Name(number, "REJECTED", "Loja", "NAME_FORMAT_UNACCEPTABLE")),
                (ContractExamples.AccountAlerts, events.Alert(waba, "PHONE_NUMBER", number.Id, "WARNING", "ACTIVE", "PROFILE_PICTURE_LOST", "Sumiu")),
                (ContractExamples.BusinessCapabilityUpdate, events.Capability(waba, 250, 2)),
                (ContractExamples.AccountReviewUpdate, events.Review(waba, "REJECTED")),
                (ContractExamples.IncomingText, events.TextFrom(number, "551188887777", "Oi")),
                (ContractExamples.MessageStatus, events.Status(sent, "delivered")),
            },
            x => Assert.Equal(Shape(ContractExamples.Parse(x.Example)), Shape(x.Built.Value)));
    }

    [Fact]
    public async Task AccountEvents_CanAllBeBuilt_ThoseOfPartnersForThePartner()
    {
        await using var bench = await MetaBench.StartAsync();
        Assert.All(WebhookEvents.AccountEvents, name =>
        {
            var change = bench.Server.Events.Account(bench.Waba, name);
            Assert.Equal((name, "account_update"), ((string?)change.Value["event"], change.Field));
            Assert.Equal(change.IsOfPartner ? bench.Server.Partner.Id : bench.Waba.Id, change.EntryId);
            Assert.Equal(change.IsOfPartner ? bench.Waba.Id : null, (string?)change.Value["waba_info"]?["waba_id"]);
        });
    }

    [Fact]
    public async Task FailedStatus_SaysWhy()
    {
        await using var bench = await MetaBench.StartAsync();
        var sent = new SentMessage("wamid.x", bench.Number.Id, "+5511988887777", "551188887777", "Oi", bench.Time.GetUtcNow());
        var status = bench.Server.Events.Status(sent, "failed", (131047, "Re-engagement message")).Value["statuses"]![0]!;
        Assert.Equal(("failed", 131047, "551188887777"), ((string?)status["status"], (int)status["errors"]![0]!["code"]!, (string?)status["recipient_id"]));
    }

    // Names and kinds of values, whatever the values.
    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject body => "{" + string.Join(',', body.Where(x => x.Key != "rejection_reason").OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => x.Key + ":" + Shape(x.Value))) + "}",
        JsonArray list => "[" + string.Join(',', list.Select(Shape)) + "]",
        null => "null",
        _ => node.GetValueKind().ToString(),
    };
}
