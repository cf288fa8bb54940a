using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Keys;
using Channels.Domain.UseCases.People;
using Channels.Domain.UseCases.Webhooks;
using Channels.Infrastructure;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.People;

/// <summary>Whatever changes people, alerts or integrations leaves a trace: what was done, by whom, to whom and from where.</summary>
public sealed partial class TraceTests : IAsyncLifetime
{
    private const string Password = "uma senha bem longa";
    private static readonly Client Phone = new("Mozilla/5.0 (iPhone) Safari/604.1", "203.0.113.7");

    private readonly WrittenTables _written = new();
    private readonly Workbench _bench;
    private Type? _sent;

    public TraceTests() => _bench = new Workbench(services =>
        services.ConfigureDbContext<ChannelsDbContext>(options => options.AddInterceptors(_written)));

    public static TheoryData<string> Cases => [.. All.Select(x => x.Name)];

    private string Ana => _bench.Administrator.Id;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Kind_IsLeftByTheCommand(string name)
    {
        var of = All.Single(x => x.Name == name);
        var told = await of.Run(this);

        Assert.Equal(of.Command, _sent);
        var entry = (await ReadAsync()).First(x => x.Kind == of.Kind);
        Assert.Equal(told, new Told(entry.Actor, entry.Subject) { Client = entry.Client, Role = entry.Role, Count = entry.Count });
        Assert.Equal(_bench.Time.GetUtcNow(), entry.At);
        if (of.Table is { } table)
        {
            Assert.Contains(table, _written.With("Trace", $"{of.Kind}"));
        }
    }

    [Fact]
    public void EveryKind_IsLeftBySomeCommand() => Assert.Empty(Enum.GetValues<TraceKind>().Except(All.Select(x => x.Kind)));

    [Fact]
    public void EveryCommand_OfPeopleAlertsAndIntegrations_LeavesATraceOrIsNamed()
    {
        string?[] rooms = [typeof(SignIn).Namespace, typeof(ChangeAlerts).Namespace, typeof(MakeApiKey).Namespace, typeof(MakeEndpoint).Namespace];
        var commands = typeof(SignIn).Assembly.GetTypes().Where(x =>
            rooms.Contains(x.Namespace) && x.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)));

        Assert.Equal(
            commands.Select(x => x.Name).Order(),
            All.Select(x => x.Command).Concat(LeaveNone).Select(x => x.Name).Distinct().Order());
    }

    [Fact]
    public async Task Name_IsTheOneThatThePersonHasNow_AndGoesWithThePerson()
    {
        var beto = await AddAsync("beto@loja.example");
        await SendAsync(Ana, new ChangeRole(beto, Role.Administrator));
        Assert.Equal(("Ana", "Beto"), await NamesAsync());

        await using (var db = await _bench.OpenDatabaseAsync())
        {
            await db.Users.Where(x => x.Id == beto).ExecuteUpdateAsync(x => x.SetProperty(user => user.Name, "Alberto"), Workbench.Cancellation);
            Assert.Equal(("Ana", "Alberto"), await NamesAsync());

            await db.Users.Where(x => x.Id == beto).ExecuteDeleteAsync(Workbench.Cancellation);
        }

        Assert.Equal(("Ana", null), await NamesAsync());

        async Task<(string? By, string? Of)> NamesAsync()
        {
            var line = (await _bench.SendAsync(new ReadAudit(AuditPart.People))).Lines.First(x => x.Person!.Entry.Kind == TraceKind.RoleChanged).Person!;
            return (line.Actor, line.Subject);
        }
    }

    [Fact]
    public async Task Entries_HoldNoNameNoAddressOfMailAndNoPassword()
    {
        foreach (var each in All)
        {
            await using var tests = new TraceTests();
            await tests.InitializeAsync();
            await each.Run(tests);

            Assert.DoesNotContain(
                (await tests._bench.DumpAsync()).Where(x => x.StartsWith("Trace:", StringComparison.Ordinal)),
                x => x.Contains('@') || x.Contains("senha", StringComparison.Ordinal) || x.Contains("errada", StringComparison.Ordinal)
                    || x.Contains("Ana", StringComparison.Ordinal) || x.Contains("Beto", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Client_OfThePlaceOfTheSession_WhereTheRequestSaysNone()
    {
        var session = (await SignInAsync(Password)).Session;
        await using var scope = _bench.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Sender>().BecomePerson(Ana, session.Id);

        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RenewWebhookSecret(), Workbench.Cancellation);

        Assert.Equal(Phone, (await ReadAsync())[0].Client);
    }

    [Fact]
    public async Task Client_LongerThanIsKept_IsCut()
    {
        await SendAsync(null, new SignIn("ana@loja.example", Password), new Client(new string('x', 5_000), new string('1', 5_000)));

        var client = (await ReadAsync()).First(x => x.Kind == TraceKind.SignedIn).Client;
        Assert.Equal((Client.MaxDevice, Client.MaxAddress), (client.Device!.Length, client.Address!.Length));
    }

    [Fact]
    public async Task Audit_IsForAdministratorsOnly()
    {
        var beto = await AddAsync("beto@loja.example");

        foreach (var part in Enum.GetValues<AuditPart>())
        {
            await Rules.BreaksAsync(Rule.NotAllowed, () => SendAsync(beto, new ReadAudit(part)));
        }
    }

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private Told Own() => new(Ana, Ana);

    private async Task<T> SendAsync<T>(string? by, IRequest<T> request, Client? from = null)
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        await scope.ServiceProvider.BecomePersonAsync(by);
        scope.ServiceProvider.GetRequiredService<Sender>().Client = from ?? Phone;
        _sent = request.GetType();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Workbench.Cancellation);
    }

    private Task<SignedIn> SignInAsync(string password) => SendAsync(null, new SignIn("ana@loja.example", password));

    private async Task FailAsync(string password, string email = "ana@loja.example", int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await Assert.ThrowsAnyAsync<RuleViolation>(() => SendAsync(null, new SignIn(email, password)));
        }
    }

    private async Task<string> AddAsync(string email) => (await _bench.AddPersonAsync(email, Role.Operator)).Id;

    private async Task ForgetEverybodyAsync()
    {
        await using var db = await _bench.OpenDatabaseAsync();
        await db.Users.ExecuteDeleteAsync(Workbench.Cancellation);
    }

    private async Task<Told> SetUpAsync(bool recover)
    {
        var code = await _bench.Services.MakeSetupCodeAsync(recover, Workbench.Cancellation);
        var eva = await SendAsync(null, new CreateFirstAdministrator(code!, "eva@loja.example", "Eva", Password));
        return new(eva.Person.Id, eva.Person.Id);
    }

    private async Task<IReadOnlyList<TraceEntry>> ReadAsync()
    {
        await using var db = await _bench.OpenDatabaseAsync();
        return await db.Trace.AsNoTracking().OrderByDescending(x => x.Id).ToListAsync(Workbench.Cancellation);
    }

    /// <param name="Table">Where what it tells is written, in the same transaction; null where nothing is but the trace.</param>
    private sealed record Case(TraceKind Kind, Type Command, string? Table, Func<TraceTests, Task<Told>> Run)
    {
        public string Name => $"{Kind} by {Command.Name}";
    }

    /// <summary>What the entry says.</summary>
    private sealed record Told(string? Actor, string? Subject)
    {
        public Client Client { get; init; } = Phone;

        public Role? Role { get; init; }

        public int Count { get; init; } = 1;
    }
}
