using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.People;
using Channels.Infrastructure;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Identity;

public sealed class PeopleTests : IAsyncLifetime
{
    private const string Password = "uma senha bem longa";
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task SignIn_RightPassword_IsThePerson()
    {
        var signedIn = await SignInAsync("ANA@loja.example", Password);

        Assert.Equal(_bench.Administrator.Id, signedIn.Person.Id);
    }

    [Theory]
    [InlineData("ana@loja.example", "errada")]
    [InlineData("ninguem@loja.example", Password)]
    [InlineData("", "")]
    public async Task SignIn_Wrong_SaysNothingMore(string email, string password) =>
        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync(email, password));

    [Theory]
    [InlineData("ana@loja.example")]
    [InlineData("ninguem@loja.example")]
    public async Task SignIn_FiveWrongInARow_LocksTheAddressWhetherItExistsOrNot(string email)
    {
        for (var i = 0; i < 5; i++)
        {
            await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync(email, "errada"));
        }

        await Rules.BreaksAsync(Rule.SignInLockedOut, () => SignInAsync(email, Password));
    }

    [Fact]
    public async Task SignIn_UnknownAddress_IsFreeAgainAfterTheLockOut()
    {
        for (var i = 0; i < 8; i++)
        {
            await Record.ExceptionAsync(() => SignInAsync("ninguem@loja.example", "errada"));
        }

        _bench.Time.Advance(TimeSpan.FromMinutes(16));

        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync("ninguem@loja.example", "errada"));
    }

    [Fact]
    public async Task SignIn_TwentyGuessesAtOnce_AreNoMoreThanFive()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Record.ExceptionAsync(() => SignInAsync("ana@loja.example", "errada")).AsTask()));

        Assert.Equal(5, outcomes.Count(x => x is RuleViolation { Rule: Rule.SignInFailed }));
        Assert.Equal(15, outcomes.Count(x => x is RuleViolation { Rule: Rule.SignInLockedOut }));
    }

    [Fact]
    public async Task SignIn_RightAfterSomeWrong_StartsTheCountAnew()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync("ana@loja.example", "errada"));
            }

            await SignInAsync("ana@loja.example", Password);
        }
    }

    [Fact]
    public async Task SignIn_Disabled_IsRefused()
    {
        var beto = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);
        await _bench.SendAsync(new EnablePerson(beto.Id, Enabled: false));

        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync("beto@loja.example", Password));
    }

    [Fact]
    public async Task Link_Used_WorksOnce()
    {
        var link = await _bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));

        await ChooseAsync(link.UserId, link.Token, "primeira senha longa");

        await Rules.BreaksAsync(Rule.LinkInvalid, () => ChooseAsync(link.UserId, link.Token, "segunda senha longa"));
        await SignInAsync("beto@loja.example", "primeira senha longa");
    }

    [Fact]
    public async Task Link_OfAnotherPerson_IsRefused()
    {
        var link = await _bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));

        await Rules.BreaksAsync(
            Rule.LinkInvalid, () => ChooseAsync(_bench.Administrator.Id, link.Token, "uma senha roubada"));
    }

    [Fact]
    public async Task Invite_SameAddress_IsRefused() =>
        await Rules.BreaksAsync(
            Rule.EmailTaken, () => _bench.SendAsync(new InvitePerson("Ana@Loja.example", "Outra Ana", Role.Operator)));

    [Fact]
    public async Task ChangePassword_WrongCurrent_IsRefused()
    {
        await Rules.BreaksAsync(
            Rule.PasswordWrong, () => _bench.SendAsync(new ChangePassword("errada", "uma senha nova e longa")));
        await _bench.SendAsync(new ChangePassword(Password, "uma senha nova e longa"));

        await SignInAsync("ana@loja.example", "uma senha nova e longa");
    }

    [Fact]
    public async Task LastAdministrator_IsNeitherDemotedNorDisabled()
    {
        var second = await _bench.AddPersonAsync("beto@loja.example", Role.Administrator);
        await _bench.SendAsync(new EnablePerson(second.Id, Enabled: false));
        var last = _bench.Administrator.Id;

        await Rules.BreaksAsync(Rule.LastAdministrator, () => _bench.SendAsync(new ChangeRole(last, Role.Operator)));
        await Rules.BreaksAsync(Rule.LastAdministrator, () => _bench.SendAsync(new EnablePerson(last, Enabled: false)));

        await _bench.SendAsync(new ListPeople());
    }

    [Fact]
    public async Task LastTwoAdministrators_DemotingEachOtherAtOnce_LeavesOne()
    {
        var second = await _bench.AddPersonAsync("beto@loja.example", Role.Administrator);

        await Task.WhenAll(
            Record.ExceptionAsync(() => _bench.SendAsync(_bench.Administrator.Id, new ChangeRole(second.Id, Role.Operator))).AsTask(),
            Record.ExceptionAsync(() => _bench.SendAsync(second.Id, new ChangeRole(_bench.Administrator.Id, Role.Operator))).AsTask());

        var people = await _bench.PeopleAsync(x => x.ListAsync(Workbench.Cancellation));
        Assert.Single(people, x => x.Role == Role.Administrator);
    }

    [Fact]
    public async Task Setup_SomebodyExists_IsClosed() =>
        await Rules.BreaksAsync(Rule.SetupClosed, () => SetUpAsync("ABCDEFGHJKMNPQRSTVWX"));

    [Fact]
    public async Task Setup_Recovery_AddsAnAdministratorOnce()
    {
        var code = await _bench.Services.MakeSetupCodeAsync(recover: true, Workbench.Cancellation);

        await Rules.BreaksAsync(Rule.SetupCodeWrong, () => SetUpAsync("ABCDEFGHJKMNPQRSTVWX"));
        await SetUpAsync(code!);

        await Rules.BreaksAsync(Rule.SetupClosed, () => SetUpAsync(code!));
        await SignInAsync("eva@loja.example", Password);
    }

    [Fact]
    public async Task SetupCode_PeopleExist_IsNotMade() =>
        Assert.Null(await _bench.Services.MakeSetupCodeAsync(recover: false, Workbench.Cancellation));

    private Task<SignedIn> SignInAsync(string email, string password) =>
        _bench.SendAsync(null, new SignIn(email, password));

    private Task<MediatR.Unit> ChooseAsync(string userId, string token, string password) =>
        _bench.SendAsync(null, new ChoosePassword(userId, token, password));

    private Task<SignedIn> SetUpAsync(string code) =>
        _bench.SendAsync(null, new CreateFirstAdministrator(code, "eva@loja.example", "Eva", Password));
}
