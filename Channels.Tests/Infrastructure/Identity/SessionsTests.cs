using System.Reflection;
using System.Runtime.CompilerServices;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.People;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Identity;

public sealed class SessionsTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ILiveSessions Live => _bench.Services.GetRequiredService<ILiveSessions>();

    /// <summary>All that a person may send, and nobody who is not signed in.</summary>
    public static TheoryData<Type> UseCases =>
    [
        .. typeof(AllowedToAttribute).Assembly.GetTypes().Where(x =>
            x.GetCustomAttribute<AllowedToAttribute>() is { Roles: var roles } && !roles.Contains(Role.Nobody)
            && (roles.Contains(Role.Operator) || roles.Contains(Role.Administrator))),
    ];

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task UseCase_InASessionThatEnded_IsRefused(Type request)
    {
        var session = await BeginAsync();
        await using var scope = _bench.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Sender>().BecomePerson(_bench.Administrator.Id, session.Id);
        await EndAsync(session);

        var refused = await Assert.ThrowsAnyAsync<RuleViolation>(() => SendAsync(scope.ServiceProvider, request));

        Assert.Equal(Rule.NotAllowed, refused.Rule);
    }

    [Fact]
    public async Task Session_OfAnother_LetsNobodyIn()
    {
        var beto = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);
        var session = await BeginAsync(beto);

        await using var scope = _bench.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Sender>().BecomePerson(_bench.Administrator.Id, session.Id);

        Assert.Equal(Role.Nobody, (await scope.ServiceProvider.GetRequiredService<IActor>().ReadAsync(Cancellation)).Role);
    }

    [Fact]
    public async Task Changes_OfThePerson_EndTheirSessionsAndNoOthers()
    {
        var beto = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);
        var own = await BeginAsync();
        foreach (var change in (IRequest<Unit>[])
            [new ChangeRole(beto.Id, Role.Administrator), new EnablePerson(beto.Id, Enabled: false), new EnablePerson(beto.Id, Enabled: true)])
        {
            var session = await BeginAsync(await FindAsync(beto.Id));
            var ended = 0;
            using var watch = Live.Watch(session.Id, () => ended++);

            await _bench.SendAsync(change);

            Assert.False(Live.IsLive(session.Id));
            Assert.Equal(1, ended);
        }

        Assert.True(Live.IsLive(own.Id));
    }

    [Fact]
    public async Task NewPassword_ChangedOrChosen_EndsEverySession()
    {
        var beto = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);
        var before = await BeginAsync(beto);
        await _bench.SendAsync(beto.Id, new ChangePassword("uma senha bem longa", "outra senha bem longa"));
        Assert.False(Live.IsLive(before.Id));

        var after = await BeginAsync(await FindAsync(beto.Id));
        var link = await _bench.SendAsync(new ResetPassword(beto.Id));
        await _bench.SendAsync(null, new ChoosePassword(link.UserId, link.Token, "mais uma senha longa"));
        Assert.False(Live.IsLive(after.Id));
    }

    [Fact]
    public async Task Restart_KnowsWhichStand()
    {
        var (stays, goes) = (await BeginAsync(), await BeginAsync());
        await EndAsync(goes);

        await using var again = new Workbench(folder: _bench.DataPath);
        _bench.Services.GetRequiredService<DataFolderLock>().Dispose();
        await again.InitializeAsync();

        var live = again.Services.GetRequiredService<ILiveSessions>();
        Assert.True(live.IsLive(stays.Id));
        Assert.False(live.IsLive(goes.Id));
    }

    [Fact]
    public async Task LastUse_IsKept_AndAWeekWithoutOneEndsTheSession()
    {
        var (used, unused) = (await BeginAsync(), await BeginAsync());
        for (var day = 0; day < 8; day++)
        {
            _bench.Time.Advance(TimeSpan.FromDays(1));
            await ListAsync(used);
            await _bench.SendAsModuleAsync(new KeepSessions());
        }

        Assert.False(Live.IsLive(unused.Id));
        var left = Assert.Single(await ListAsync(used), x => x.IsThis).Session;
        Assert.Equal((used.Since, _bench.Time.GetUtcNow()), (left.Since, left.LastUse));
    }

    [Fact]
    public async Task Others_AreListedAfterThisOne_AndEndedOneByOneOrTogether()
    {
        var beto = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);
        var (his, here, tablet, phone) = (await BeginAsync(beto), await BeginAsync(), await BeginAsync(), await BeginAsync());

        Assert.Equal(here.Id, (await ListAsync(here))[0].Session.Id);
        await SendAsync(here, new EndSession(tablet.Id));
        await SendAsync(here, new EndSession(his.Id));
        await SendAsync(here, new EndSession(here.Id));
        Assert.Equal([true, false, true, true], new[] { here, tablet, phone, his }.Select(x => Live.IsLive(x.Id)));

        await SendAsync(here, new EndOtherSessions());
        Assert.Equal([true, false, true], new[] { here, phone, his }.Select(x => Live.IsLive(x.Id)));

        await SendAsync(here, new SignOut());
        Assert.False(Live.IsLive(here.Id));
    }

    [Fact]
    public async Task Watch_OfOneThatEnded_IsToldAtOnce_AndADisposedOneNever()
    {
        var session = await BeginAsync();
        var (disposed, late) = (0, 0);
        Live.Watch(session.Id, () => disposed++).Dispose();

        await EndAsync(session);
        using var watch = Live.Watch(session.Id, () => late++);

        Assert.Equal((0, 1), (disposed, late));
    }

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static Task SendAsync(IServiceProvider scope, Type request)
    {
        var answer = request.GetInterfaces().Single(x => x.IsGenericType && x.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
        return (Task)typeof(SessionsTests).GetMethod(nameof(SendOneAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(answer).Invoke(null, [scope, RuntimeHelpers.GetUninitializedObject(request)])!;
    }

    private static Task<T> SendOneAsync<T>(IServiceProvider scope, object request) =>
        scope.GetRequiredService<IMediator>().Send((IRequest<T>)request, Cancellation);

    private async Task<Person> FindAsync(string id) =>
        (await _bench.PeopleAsync(people => people.FindAsync(id, Cancellation)))!;

    private async Task<UserSession> BeginAsync(Person? person = null)
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISessions>().BeginAsync(person ?? _bench.Administrator, new Client("Firefox", "192.0.2.7"), Cancellation);
    }

    private async Task EndAsync(UserSession session)
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ISessions>().EndAsync(session.UserId, x => x.Id == session.Id, TraceKind.SessionsEnded, Cancellation);
    }

    private async Task<IReadOnlyList<OwnSession>> ListAsync(UserSession session) => await SendAsync(session, new ListSessions());

    private async Task<T> SendAsync<T>(UserSession session, IRequest<T> request)
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Sender>().BecomePerson(session.UserId, session.Id);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }
}
