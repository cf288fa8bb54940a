using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.People;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.People;

/// <summary>A change that breaks anywhere leaves neither itself nor a trace; one that does not, both.</summary>
public sealed class TraceAtomicityTests : IAsyncLifetime
{
    private readonly FailingCommands _database = new();
    private readonly Workbench _bench;
    private Channels.Domain.Ports.Person _beto = null!;

    public TraceAtomicityTests() => _bench = new Workbench(services =>
        services.ConfigureDbContext<ChannelsDbContext>(options => options.AddInterceptors(_database)));

    [Theory]
    [InlineData(TraceKind.Invited)]
    [InlineData(TraceKind.RoleChanged)]
    [InlineData(TraceKind.Disabled)]
    [InlineData(TraceKind.ResetLinkMade)]
    [InlineData(TraceKind.PasswordChosen)]
    [InlineData(TraceKind.PasswordChanged)]
    [InlineData(TraceKind.SessionsEnded)]
    [InlineData(TraceKind.AlertsChanged)]
    [InlineData(TraceKind.SecretRenewed)]
    public async Task Change_FailingAtAnyCommand_LeavesNothing(TraceKind kind)
    {
        var link = kind == TraceKind.PasswordChosen ? await _bench.SendAsync(new ResetPassword(_beto.Id)) : null;
        Func<Task> command = kind switch
        {
            TraceKind.Invited => () => _bench.SendAsync(new InvitePerson("caio@loja.example", "Caio", Role.Operator)),
            TraceKind.RoleChanged => () => _bench.SendAsync(new ChangeRole(_beto.Id, Role.Administrator)),
            TraceKind.Disabled => () => _bench.SendAsync(new EnablePerson(_beto.Id, Enabled: false)),
            TraceKind.ResetLinkMade => () => _bench.SendAsync(new ResetPassword(_beto.Id)),
            TraceKind.PasswordChosen => () => _bench.SendAsync(null, new ChoosePassword(link!.UserId, link.Token, "outra senha bem longa")),
            TraceKind.PasswordChanged => () => _bench.SendAsync(new ChangePassword("uma senha bem longa", "outra senha bem longa")),
            TraceKind.SessionsEnded => () => _bench.SendAsync(new EndOtherSessions()),
            TraceKind.AlertsChanged => () => _bench.SendAsync(new ChangeAlerts(AlertChoices.Default with { GraceMinutes = 7 }, Password: null, Seen: 0)),
            _ => () => _bench.SendAsync(new RenewWebhookSecret()),
        };

        var before = await _bench.DumpAsync();
        var failures = 0;
        do
        {
            _database.FailAt(++failures);
            var problem = await Assert.ThrowsAnyAsync<Exception>(command);
            _database.Heal();
            Assert.IsType<BrokenDatabaseException>(problem.GetBaseException());
            Assert.Equal(before, await _bench.DumpAsync());
        }
        while (!_database.BrokeCommit);

        await command();
        Assert.Single((await _bench.DumpAsync()).Except(before), x => x.StartsWith("Trace:", StringComparison.Ordinal) && x.Contains($"{kind}", StringComparison.Ordinal));
    }

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _beto = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);
        // The administrator is signed in in one browser, and in the next one from which the bench sends.
        await _bench.SendAsync(null, new SignIn("ana@loja.example", "uma senha bem longa"));
        await _bench.SendAsync(new ListPeople());
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
