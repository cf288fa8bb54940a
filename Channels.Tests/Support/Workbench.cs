using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Infrastructure.Webhooks;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Support;

/// <summary>
/// The use cases on a real SQLite file in a folder of their own, with a gateway and a clock that the test holds.
/// Commands are sent as in the app: one scope each, through the pipeline.
/// </summary>
public sealed class Workbench : IAsyncLifetime
{
    private readonly DataFolder _folder;
    private readonly bool _ownsFolder;
    private readonly ServiceProvider _services;

    /// <param name="more">Services beside or in the place of the usual ones.</param>
    /// <param name="folder">A data folder that outlives the bench; by default it has one of its own.</param>
    public Workbench(Action<IServiceCollection>? more = null, string? folder = null)
    {
        _ownsFolder = folder is null;
        _folder = new DataFolder(folder ?? Scratch.CreateFolder("channels-test-"));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IPlan>(Plan);
        services.AddSingleton<IChannelGateway>(Gateway);
        services.AddSingleton<INotificationHandler<ChannelChanged>>(Published);
        services.AddSingleton<INotificationHandler<ChannelRemoved>>(Published);
        services.AddSingleton<INotificationHandler<PendingChanged>>(Published);
        services.AddSingleton<INotificationHandler<SignsChanged>>(Published);
        services.AddSingleton<IBackgroundWork>(Background);
        services.AddSingleton<ISendBell>(Background);
        Confirmations.AddTo(services);
        services.AddUseCases();
        services.AddNoMetaCloud();
        services.AddAlerts();
        services.AddWebhookParts();
        services.AddPersistence(_folder);
        services.AddPeople();
        services.HashQuickly();
        more?.Invoke(services);
        _services = services.BuildServiceProvider(ServiceChecks.Of<Workbench>());
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero));

    public TestPlan Plan { get; } = new();

    public FakeGateway Gateway { get; } = new();

    public FakeBackground Background { get; } = new();

    public HeardConfirmations Confirmations { get; } = new();

    public PublishedChanges Published { get; } = new();

    public IServiceProvider Services => _services;

    public string DatabaseFile => _folder.Database;

    public string DataPath => _folder.Path;

    public Person Administrator { get; private set; } = null!;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (_ownsFolder)
        {
            await PreparedData.CopyToAsync(_folder);
        }

        await _services.PrepareAsync(CancellationToken.None);
        Administrator = await PeopleAsync(people => people.ListAsync(CancellationToken.None)) is [var first, ..]
            ? first
            : await PeopleAsync(people => people.CreateAdministratorAsync(
                "ana@loja.example", "Ana", "uma senha bem longa", onlyIfFirst: true, CancellationToken.None));
    }

    /// <summary>Sends as the administrator.</summary>
    public Task<T> SendAsync<T>(IRequest<T> request) => SendAsync(Administrator.Id, request);

    public Task<T> SendAsync<T>(string? userId, IRequest<T> request) =>
        SendAsync(scope => scope.BecomePersonAsync(userId), request);

    public Task<T> SendAsGatewayAsync<T>(IRequest<T> request) => SendAsync(scope => Become(scope, x => x.BecomeGateway()), request);

    /// <summary>Sends as another module, or as the console's own background work.</summary>
    public Task<T> SendAsModuleAsync<T>(IRequest<T> request) => SendAsync(scope => Become(scope, x => x.BecomeModule()), request);

    /// <summary>Sends as another system, by the secret of its key.</summary>
    public async Task<T> SendAsKeyAsync<T>(string secret, IRequest<T> request)
    {
        var holder = await FindKeyAsync(secret) ?? throw new InvalidOperationException("No key that works.");
        return await SendAsync(scope => Become(scope, x => x.BecomeKey(holder)), request);
    }

    public Task<Actor?> FindKeyAsync(string secret) => _services.GetRequiredService<IApiKeys>().FindActorAsync(secret, Cancellation);

    public async Task<T> PeopleAsync<T>(Func<IPeople, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IPeople>());
    }

    /// <summary>Adds somebody with the password "uma senha bem longa".</summary>
    public async Task<Person> AddPersonAsync(string email, Role role)
    {
        var link = await PeopleAsync(people => people.InviteAsync(email, "Beto", role, Cancellation));
        await PeopleAsync(async people =>
        {
            await people.SetPasswordAsync(link.UserId, link.Token, "uma senha bem longa", Cancellation);
            return true;
        });
        return (await PeopleAsync(people => people.ListAsync(Cancellation))).Single(x => x.Id == link.UserId);
    }

    public Task<ChannelSnapshot> CreateAsync(string name) =>
        SendAsync(new CreateChannel(name, ConnectionMethod.WhatsAppWeb));

    /// <summary>A channel that is linked and logged in with a number.</summary>
    public async Task<ChannelSnapshot> CreateConnectedAsync(string name, string number)
    {
        var channel = await CreateAsync(name);
        await SendAsync(new ConnectChannel(channel.Id));
        await SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.CodeScanned), NewLink: true) { LinkedAt = Time.GetUtcNow() });
        await SendAsGatewayAsync(new ObserveLogin(channel.Id, PhoneNumber.FromDigits(number)!));
        return await FindAsync(channel.Id);
    }

    public async Task<ChannelSnapshot> FindAsync(ChannelId id) =>
        (await SendAsync(new ListChannels())).Channels.Single(x => x.Id == id);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_ownsFolder)
        {
            Directory.Delete(_folder.Path, recursive: true);
        }
    }

    private static Task Become(IServiceProvider scope, Action<Sender> become)
    {
        become(scope.GetRequiredService<Sender>());
        return Task.CompletedTask;
    }

    private async Task<T> SendAsync<T>(Func<IServiceProvider, Task> become, IRequest<T> request)
    {
        await using var scope = _services.CreateAsyncScope();
        await become(scope.ServiceProvider);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }
}
