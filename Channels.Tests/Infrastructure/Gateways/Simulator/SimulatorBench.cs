using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.UseCases;
using Channels.Domain.UseCases.Board;
using Channels.Infrastructure;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.Simulator;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Jobs;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Infrastructure.Webhooks;
using Channels.Tests.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Gateways.Simulator;

/// <summary>The simulator on a real store and a clock that the test holds; it can be stopped and started again.</summary>
internal sealed class SimulatorBench : GatewayWorld
{
    public const string Console = "http://192.168.0.10:5080/";

    private readonly DataFolder _folder = new(Scratch.CreateFolder("channels-sim-"));
    private readonly HeardLogs _logs = new();
    private ServiceProvider _services = null!;
    private string _administrator = "";

    private SimulatorBench()
    {
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero));

    public override StatusWatch Statuses { get; } = new();

    public override ShownCodes Codes { get; } = new();

    public override HeardConfirmations Confirmations { get; } = new();

    public override IChannelGateway Gateway => _services.GetRequiredService<IChannelGateway>();

    public IVirtualPhones Phones => _services.GetRequiredService<IVirtualPhones>();

    public string Logs => _logs.ToString();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SimulatorBench> StartAsync()
    {
        var bench = new SimulatorBench();
        await bench.StartAgainAsync();
        return bench;
    }

    /// <summary>The code in the address that a QR code carries.</summary>
    public static string CodeIn(string text) => text[(Console + "simulador/").Length..];

    public async Task StartAgainAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IPlan>(new TestPlan { ConnectionLimit = 100 });
        services.AddSingleton<INotificationHandler<ChannelChanged>>(Statuses);
        services.AddSingleton<IPairingCodes>(Codes);
        Confirmations.AddTo(services);
        services.AddSingleton<IConsoleAddress>(new FixedAddress());
        services.AddSingleton<IBackgroundWork, FakeBackground>();
        services.AddUseCases();
        services.AddWebhookParts();
        services.AddNoMetaCloud();
        services.AddPersistence(_folder);
        services.AddPeople();
        services.AddSending();
        services.HashQuickly();
        services.AddSimulator();
        _services = services.BuildServiceProvider(ServiceChecks.Of<SimulatorBench>());
        await PreparedData.CopyToAsync(_folder);
        await _services.PrepareAsync(Cancellation);
        await using var scope = _services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        _administrator = await people.ListAsync(Cancellation) is [var first, ..]
            ? first.Id
            : (await people.CreateAdministratorAsync("ana@loja.example", "Ana", "uma senha bem longa", onlyIfFirst: true, Cancellation)).Id;
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(Cancellation);
        }

        await _services.GetServices<IHostedService>().OfType<ReviveAtStart>().Single().Revived;
    }

    public async Task StopAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.BecomePersonAsync(_administrator);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }

    public override async Task<ChannelId> CreateAsync() =>
        (await SendAsync(new CreateChannel($"Vendas {Guid.NewGuid():N}", ConnectionMethod.Simulator))).Id;

    public override async Task ScanAsync(string code) =>
        Assert.NotNull(await Phones.LinkAsync(CodeIn(code), PhoneNumber.FromDigits("5511987654321")!, "Loja da Ana"));

    public override async Task BreakAsync(ChannelId id) => await (await Phones.OfAsync(id)).GoOfflineAsync();

    public override async Task MendAsync(ChannelId id) => await (await Phones.OfAsync(id)).GoOnlineAsync();

    public override async Task<bool> IsListedAsync(ChannelId id) => (await Phones.OfAsync(id)).State.Number is not null;

    public override Task<bool> HasCredentialsAsync(ChannelId id) =>
        _services.GetRequiredService<ISessionKeys>().HasCredentialsAsync(id, Cancellation);

    public async Task<ChannelSnapshot> FindAsync(ChannelId id) =>
        (await SendAsync(new ListChannels())).Channels.Single(x => x.Id == id);

    public async Task<LinkedCounts> CountAsync(ChannelId id)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChannelStore>().CountLinkedAsync(id, Cancellation);
    }

    public Task<IReadOnlyList<string>> QueryAsync(string sql) => Tools.QueryAsync(_folder.Path, sql);

    /// <summary>Fills and waits for the end.</summary>
    public async Task<SampleFilling> FillAsync(ChannelId id, int conversations)
    {
        var phone = await Phones.OfAsync(id);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        phone.Changed += () =>
        {
            if (phone.State.Filling is { End: not null })
            {
                ended.TrySetResult();
            }
        };
        Assert.True(phone.Fill(conversations));
        await ended.Task.WaitAsync(Patience.Limit, Cancellation);
        return phone.State.Filling!;
    }

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder.Path, recursive: true);
    }

    private sealed class FixedAddress : IConsoleAddress
    {
        public Uri Find() => new(Console);
    }
}
