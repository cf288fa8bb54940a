using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.Official;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Which number a channel takes, and how it is registered.</summary>
public sealed class MetaNumberTests
{
    private const string Display = "+55 11 98765-4321";

    [Fact]
    public async Task Login_NumberOfAnotherInstance_IsRefusedBeforeAnythingIsDoneWithIt()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        // As Meta may write it: without the ninth digit.
        var number = bench.Meta.World.AddNumber(account, "+55 11 8765-4321");
        var other = await bench.CreateAsync("Suporte");
        await bench.SendAsGatewayAsync(new ObserveLogin(other, PhoneNumber.FromDigits("5511987654321")!));
        var id = await bench.CreateAsync("Vendas");

        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.SameNumberElsewhere);

        Assert.Equal("Suporte", (await bench.FindAsync(id)).Reason.OtherChannel);
        Assert.Null(number.Pin);
        Assert.Null(account.Subscription);
        await UntilForgottenAsync(bench, id);
    }

    [Fact]
    public async Task Chosen_NumberOfAnotherInstance_IsRefused_AndItIsSaidForGood()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var taken = bench.Meta.World.AddNumber(account, Display);
        bench.Meta.World.AddNumber(account, "+55 21 3456-7000");
        await bench.SendAsGatewayAsync(new ObserveLogin(await bench.CreateAsync("Suporte"), PhoneNumber.FromDigits("5511987654321")!));
        var id = await bench.CreateAsync("Vendas");
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.ChooseNumber);

        await bench.SendAsync(new ChooseNumber(id, taken.Id));

        // Nor does the reading that comes next say anything else.
        await bench.SendAsync(new RefreshChannel(id));
        var refused = await bench.FindAsync(id);
        Assert.Equal((ReasonCode.SameNumberElsewhere, "Suporte"), (refused.Reason.Code, refused.Reason.OtherChannel));
    }

    [Fact]
    public async Task Login_WithAnotherNumber_IsRefused_UnlessItWasAllowed()
    {
        await using var bench = await MetaBench.StartAsync();
        var (first, second) = (bench.Meta.World.AddWaba("Primeira"), bench.Meta.World.AddWaba("Segunda"));
        bench.Meta.World.AddConnectedNumber(first, Display);
        bench.Meta.World.AddConnectedNumber(second, "+55 21 3456-7000");
        var id = await bench.ConnectAsync(first);
        await bench.SendAsync(new DisconnectChannel(id));

        await bench.AuthorizeAsync(id, second);
        await bench.UntilAsync(id, ReasonCode.WrongNumber);
        Assert.Equal("+552134567000", (await bench.FindAsync(id)).Reason.SeenNumber);

        var state = await bench.BeginAsync(id, allowOtherNumber: true);
        await bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, state, second));
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal("+552134567000", (await bench.FindAsync(id)).Number!.E164);
    }

    [Fact]
    public async Task Login_ExpectedNumberAmongSeveral_IsTakenWithoutAsking()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.ConnectAsync(account);
        await bench.SendAsync(new DisconnectChannel(id));
        bench.Meta.World.AddConnectedNumber(account, "+55 21 3456-7000");

        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.Connected);

        Assert.DoesNotContain(ReasonCode.ChooseNumber, bench.Statuses.Of(id).Select(x => x.Code));
    }

    [Fact]
    public async Task Register_NumberWithAPin_AsksForIt_AndTakesTheRightOne()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddNumber(account, Display);
        number.Pin = "012345";
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.PinWrong);
        var tries = bench.Meta.CallsTo("/register").Count;

        // Nothing is tried again by itself, however long it takes.
        bench.Time.Advance(TimeSpan.FromHours(10));
        await bench.SendAsync(new RefreshChannel(id));
        Assert.Equal(tries, bench.Meta.CallsTo("/register").Count);

        Assert.Equal(ReasonCode.PinWrong, (await bench.SendAsync(new FinishOfficial(id, "999999"))).Reason.Code);
        await bench.SendAsync(new FinishOfficial(id, "012345"));
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Contains("\"pin\":\"012345\"", bench.Meta.CallsTo("/register")[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("١٢٣٤٥٦")]
    [InlineData("")]
    public async Task Finish_WithWhatIsNoPin_BreaksRule(string pin)
    {
        await using var bench = await MetaBench.StartAsync();
        var id = await bench.CreateAsync();

        var refused = await Assert.ThrowsAnyAsync<RuleViolation>(() => bench.SendAsync(new FinishOfficial(id, pin)));

        Assert.Equal(Rule.PinInvalid, refused.Rule);
    }

    [Theory]
    [InlineData(133000, ReasonCode.RegistrationRefused, null)]
    [InlineData(133005, ReasonCode.PinWrong, null)]
    [InlineData(133006, ReasonCode.NumberNotVerified, null)]
    [InlineData(133008, ReasonCode.RegistrationPaused, 60)]
    [InlineData(133009, ReasonCode.RegistrationPaused, 1)]
    [InlineData(133015, ReasonCode.NumberJustDeleted, 5)]
    [InlineData(133016, ReasonCode.RegistrationPaused, 72 * 60)]
    [InlineData(131031, ReasonCode.PinWrong, null)]
    [InlineData(368, ReasonCode.RegistrationBlocked, null)]
    [InlineData(100, ReasonCode.RegistrationRefused, null)]
    public async Task Register_Refused_SaysWhyAndKeepsTheAuthorization(int code, ReasonCode reason, int? waitsMinutes)
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddNumber(account, Display);
        bench.Meta.Fail("/register", code, details: "Explained by Meta.");
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);

        await bench.UntilAsync(id, x => x.Reason.Code == reason);

        var found = (await bench.FindAsync(id)).Reason;
        Assert.Equal(waitsMinutes is not null, found.Until is not null);
        if (waitsMinutes is { } minutes)
        {
            // Asked again too early, nothing is tried.
            var tries = bench.Meta.CallsTo("/register").Count;
            await bench.SendAsync(new FinishOfficial(id));
            Assert.Equal(tries, bench.Meta.CallsTo("/register").Count);
            bench.Time.Advance(TimeSpan.FromMinutes(minutes));
        }

        // What only had to wait goes on by itself as well.
        await bench.SendAsync(new FinishOfficial(id, waitsMinutes is null ? "123456" : null));
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Single(bench.Meta.CallsTo("oauth/access_token"));
    }

    [Fact]
    public async Task Register_AnswerLost_IsFoundOutByReading()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddNumber(account, Display);
        bench.Meta.Drop("/register", afterTheDeed: true);
        var id = await bench.CreateAsync();

        await bench.AuthorizeAsync(id, account);

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Single(bench.Meta.CallsTo("/register"));
    }

    [Fact]
    public async Task Register_ThatMetaNeverTakes_IsTriedThreeTimesByItself()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddNumber(account, Display);
        bench.Meta.Fail("/register", 133004, times: 100);
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);

        await bench.UntilAsync(id, ReasonCode.NumberNotRegistered);

        Assert.Equal(3, bench.Meta.CallsTo("/register").Count);
    }

    private static async Task UntilForgottenAsync(MetaBench bench, ChannelId id)
    {
        while ((await bench.QueryAsync("SELECT Channel FROM MetaAccounts")).Contains(id.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            await Task.Yield();
        }
    }
}
