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

        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync(email, Password));
    }

    [Fact]
    public async Task SignIn_Locked_IsFreeAgainAfterTheLockOut()
    {
        await FailAsync(8);
        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync("ana@loja.example", Password));

        _bench.Time.Advance(TimeSpan.FromMinutes(16));

        await SignInAsync("ana@loja.example", Password);
    }

    [Fact]
    public async Task SignIn_WrongTriesOfBefore_AreForgottenAfterAWhile()
    {
        for (var i = 0; i < 3; i++)
        {
            await FailAsync(4);
            _bench.Time.Advance(TimeSpan.FromMinutes(16));
        }

        await FailAsync(4);
        await SignInAsync("ana@loja.example", Password);
    }

    [Fact]
    public async Task ChangePassword_WrongCurrent_CountsLikeASignIn()
    {
        for (var i = 0; i < 5; i++)
        {
            await Rules.BreaksAsync(Rule.PasswordWrong, () => _bench.SendAsync(new ChangePassword("errada", "uma senha nova e longa")));
        }

        await Rules.BreaksAsync(Rule.PasswordLockedOut, () => _bench.SendAsync(new ChangePassword(Password, "uma senha nova e longa")));
        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync("ana@loja.example", Password));
    }

    [Fact]
    public async Task SignIn_Invited_IsRefusedLikeAnythingElse()
    {
        await _bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));

        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync("beto@loja.example", Password));
        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync("beto@loja.example", ""));
    }

    [Fact]
    public async Task SignIn_LongerThanAnythingCanBe_IsNotKept()
    {
        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync(new string('a', 3_000_000), Password));
        await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync("ana@loja.example", new string('a', 3_000_000)));
    }

    [Fact]
    public async Task Link_Newer_EndsTheOlder()
    {
        var invitation = await _bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));
        var older = await _bench.SendAsync(new ResetPassword(invitation.UserId));
        var newest = await _bench.SendAsync(new ResetPassword(invitation.UserId));

        await Rules.BreaksAsync(Rule.LinkInvalid, () => ChooseAsync(invitation.UserId, invitation.Token, "primeira senha longa"));
        await Rules.BreaksAsync(Rule.LinkInvalid, () => ChooseAsync(older.UserId, older.Token, "primeira senha longa"));
        await ChooseAsync(newest.UserId, newest.Token, "primeira senha longa");
    }

    [Fact]
    public async Task Setup_RecoveryCodeUsedManyTimesAtOnce_MakesOneAdministrator()
    {
        var code = await _bench.Services.MakeSetupCodeAsync(recover: true, Workbench.Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Record.ExceptionAsync(() => _bench.SendAsync(
            null, new CreateFirstAdministrator(code!, $"eva{i}@loja.example", "Eva", Password))).AsTask()));

        Assert.Equal(2, (await _bench.PeopleAsync(x => x.ListAsync(Workbench.Cancellation))).Count);
    }

    [Fact]
    public async Task Setup_RecoveryThatFails_LeavesTheCode()
    {
        var code = await _bench.Services.MakeSetupCodeAsync(recover: true, Workbench.Cancellation);
        await Rules.BreaksAsync(
            Rule.EmailTaken, () => _bench.SendAsync(null, new CreateFirstAdministrator(code!, "ana@loja.example", "Eva", Password)));

        await SetUpAsync(code!);
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
    public async Task Link_OfSomebodyDisabled_IsRefused_AndFoundForNobody()
    {
        var beto = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);
        await _bench.SendAsync(new EnablePerson(beto.Id, Enabled: false));
        var link = await _bench.SendAsync(new ResetPassword(beto.Id));

        Assert.Null(await _bench.SendAsync(null, new ReadPasswordLink(link.UserId, link.Token)));
        await Rules.BreaksAsync(Rule.LinkInvalid, () => ChooseAsync(link.UserId, link.Token, "primeira senha longa"));
    }

    [Fact]
    public async Task Link_ThatIsLookedAt_TellsWhoseItIs_AndIsNotUsedUp()
    {
        var link = await _bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));

        Assert.Equal("beto@loja.example", await _bench.SendAsync(null, new ReadPasswordLink(link.UserId, link.Token)));
        Assert.Null(await _bench.SendAsync(null, new ReadPasswordLink(_bench.Administrator.Id, link.Token)));
        await ChooseAsync(link.UserId, link.Token, "primeira senha longa");

        Assert.Null(await _bench.SendAsync(null, new ReadPasswordLink(link.UserId, link.Token)));
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

    [Theory]
    [InlineData("curta")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("1234567890")]
    [InlineData("qwertyuiop")]
    [InlineData("P@ssw0rd1234")]
    [InlineData("channels2026")]
    [InlineData("whatsapp123")]
    [InlineData("ana@loja.example")]
    public async Task Password_EasilyGuessed_IsRefusedWhereverOneIsChosen(string weak)
    {
        var link = await _bench.SendAsync(new ResetPassword(_bench.Administrator.Id));
        var code = await _bench.Services.MakeSetupCodeAsync(recover: true, Workbench.Cancellation);

        await Rules.BreaksAsync(Rule.PasswordTooWeak, () => ChooseAsync(link.UserId, link.Token, weak));
        await Rules.BreaksAsync(Rule.PasswordTooWeak, () => _bench.SendAsync(new ChangePassword(Password, weak)));
        await Rules.BreaksAsync(
            Rule.PasswordTooWeak, () => _bench.SendAsync(null, new CreateFirstAdministrator(code!, "ana@loja.example", "Ana", weak)));
        await SignInAsync("ana@loja.example", Password);
    }

    [Theory]
    [InlineData("correto cavalo bateria grampo")]
    [InlineData("x7#Kq2!vLp9z")]
    public async Task Password_HardToGuess_IsTaken(string strong)
    {
        await _bench.SendAsync(new ChangePassword(Password, strong));

        await SignInAsync("ana@loja.example", strong);
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

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Rules.BreaksAsync(Rule.SignInFailed, () => SignInAsync("ana@loja.example", "errada"));
        }
    }

    private Task<SignedIn> SignInAsync(string email, string password) =>
        _bench.SendAsync(null, new SignIn(email, password));

    private Task<MediatR.Unit> ChooseAsync(string userId, string token, string password) =>
        _bench.SendAsync(null, new ChoosePassword(userId, token, password));

    private Task<SignedIn> SetUpAsync(string code) =>
        _bench.SendAsync(null, new CreateFirstAdministrator(code, "eva@loja.example", "Eva", Password));
}
