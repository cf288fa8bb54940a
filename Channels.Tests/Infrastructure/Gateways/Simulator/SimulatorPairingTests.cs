using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.Tests.Infrastructure.Gateways.Simulator;

/// <summary>Codes, and who they let in.</summary>
public sealed class SimulatorPairingTests
{
    private static readonly PhoneNumber Number = PhoneNumber.FromDigits("5511987654321")!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_IsAnAddressOfThisConsole()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (_, code) = await PairAsync(bench);

        Assert.StartsWith(SimulatorBench.Console + "simulador/", code.Text, StringComparison.Ordinal);
        Assert.True(SimulatorBench.CodeIn(code.Text).Length >= 22);
        Assert.Equal(bench.Time.GetUtcNow().AddSeconds(60), code.Deadline);
    }

    [Fact]
    public async Task Codes_ReplaceEachOther_UntilTheyAreUsedUp()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, code) = await PairAsync(bench);
        var seen = new HashSet<string> { code.Text };
        foreach (var shown in (int[])[60, 20, 20])
        {
            bench.Time.Advance(TimeSpan.FromSeconds(shown));
            code = await bench.Codes.NextCodeAsync(id);
            Assert.True(seen.Add(code.Text));
            Assert.Equal(bench.Time.GetUtcNow().AddSeconds(20), code.Deadline);
        }

        bench.Time.Advance(TimeSpan.FromSeconds(20));

        await bench.UntilAsync(id, ReasonCode.CodeExpired);
        Assert.False(bench.Codes.IsShown(id));
        foreach (var expired in seen)
        {
            Assert.Null(await bench.Phones.FindOfferAsync(SimulatorBench.CodeIn(expired), Cancellation));
            Assert.Null(await bench.Phones.LinkAsync(SimulatorBench.CodeIn(expired), Number, "Loja"));
        }
    }

    [Fact]
    public async Task TypedCode_OffersItsPhone_AndLinksIt()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, scanned) = await PairAsync(bench);

        await bench.Gateway.PairAsync(id, Number, Cancellation);
        var code = await bench.Codes.NextCodeAsync(id);

        Assert.Matches("^[1-9A-HJ-NP-TV-Z]{8}$", code.Text);
        Assert.Equal((Number, bench.Time.GetUtcNow().AddSeconds(120)), (code.TypedOn, code.Deadline));
        Assert.Null(await bench.Phones.FindOfferAsync(SimulatorBench.CodeIn(scanned.Text), Cancellation));
        Assert.Equal(Number, (await bench.Phones.FindOfferAsync(code.Text, Cancellation))!.Number);
        Assert.NotNull(await bench.Phones.LinkAsync(code.Text, Number, "Loja"));
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task TypedCode_RunsOut_AndGivesWayToQrCodes()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, _) = await PairAsync(bench);
        await bench.Gateway.PairAsync(id, Number, Cancellation);
        await bench.Codes.NextAsync(id);
        await bench.UntilAsync(id, ReasonCode.CodeToType);

        bench.Time.Advance(TimeSpan.FromSeconds(120));
        await bench.UntilAsync(id, ReasonCode.CodeNotTyped);
        await bench.Gateway.PairAsync(id, null, Cancellation);

        Assert.Null((await bench.Codes.NextCodeAsync(id)).TypedOn);
    }

    [Fact]
    public async Task Code_OfAFormThatIsOpen_StaysGoodWhileThePairingLasts()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, code) = await PairAsync(bench);

        bench.Time.Advance(TimeSpan.FromSeconds(60));
        await bench.Codes.NextAsync(id);

        Assert.NotNull(await bench.Phones.LinkAsync(SimulatorBench.CodeIn(code.Text), Number, "Loja"));
    }

    [Fact]
    public async Task Code_LinksOnce()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, code) = await PairAsync(bench);
        await bench.ScanAsync(code.Text);
        await bench.UntilAsync(id, ReasonCode.Connected);

        Assert.Null(await bench.Phones.FindOfferAsync(SimulatorBench.CodeIn(code.Text), Cancellation));
        Assert.Null(await bench.Phones.LinkAsync(SimulatorBench.CodeIn(code.Text), Number, "Outra"));
        Assert.Equal("Loja da Ana", (await bench.FindAsync(id)).ProfileName);
    }

    [Fact]
    public async Task Code_LinksItsOwnInstanceOnly()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (sales, code) = await PairAsync(bench);
        var (support, _) = await PairAsync(bench);

        await bench.ScanAsync(code.Text);

        await bench.UntilAsync(sales, ReasonCode.Connected);
        Assert.Equal(ReasonCode.CodeOnScreen, (await bench.FindAsync(support)).Reason.Code);
        Assert.True(bench.Codes.IsShown(support));
    }

    [Fact]
    public async Task Offer_ProposesANumberOfItsOwn_OrTheOneItHad()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (sales, code) = await PairAsync(bench);
        var (_, other) = await PairAsync(bench);
        var offer = await OfferAsync(bench, code);
        Assert.NotEqual(offer.Number, (await OfferAsync(bench, other)).Number);
        Assert.Equal(offer.ChannelName, offer.ProfileName);

        await bench.ScanAsync(code.Text);
        await bench.Gateway.DisconnectAsync(sales, Cancellation);
        await bench.Gateway.ConnectAsync(sales, Cancellation);

        offer = await OfferAsync(bench, await bench.Codes.NextCodeAsync(sales));
        Assert.Equal((Number, "Loja da Ana"), (offer.Number, offer.ProfileName));
    }

    [Fact]
    public async Task Number_OfAnotherInstance_IsRefusedAndGoes()
    {
        await using var bench = await SimulatorBench.StartAsync();
        await bench.LinkAsync();
        var (id, code) = await PairAsync(bench);

        await bench.ScanAsync(code.Text);

        await bench.UntilAsync(id, ReasonCode.SameNumberElsewhere);
        Assert.Equal(PhoneCondition.Refused, (await bench.Phones.OfAsync(id)).State.Condition);
        Assert.False(await bench.HasCredentialsAsync(id));
    }

    [Fact]
    public async Task Key_OpensItsPhone_AndNothingElseDoes()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var id = await bench.LinkAsync();
        var phone = await bench.Phones.OfAsync(id);

        Assert.Same(phone, await bench.Phones.FindAsync(phone.Key));
        Assert.Null(await bench.Phones.FindAsync("unknown"));
        Assert.Null(await bench.Phones.FindAsync(id.ToString()));
        Assert.Null(await bench.Phones.FindAsync(phone.Key[..^2] + "AA"));
    }

    [Fact]
    public async Task CodesAndKeys_AreNotLogged()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, code) = await PairAsync(bench);
        await bench.ScanAsync(code.Text);
        var phone = await bench.Phones.OfAsync(id);
        await phone.ReceiveAsync(PhoneNumber.FromDigits("5521912345678")!, "Carla", "segredo da cliente");

        foreach (var secret in (string[])[SimulatorBench.CodeIn(code.Text), phone.Key, "segredo da cliente"])
        {
            Assert.DoesNotContain(secret, bench.Logs, StringComparison.Ordinal);
        }
    }

    private static async Task<(ChannelId Id, PairingCode Code)> PairAsync(SimulatorBench bench)
    {
        var id = await bench.CreateAsync();
        await bench.Gateway.ConnectAsync(id, Cancellation);
        return (id, await bench.Codes.NextCodeAsync(id));
    }

    private static async Task<PhoneOffer> OfferAsync(SimulatorBench bench, PairingCode code) =>
        (await bench.Phones.FindOfferAsync(SimulatorBench.CodeIn(code.Text), Cancellation))!;
}
