using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Jobs;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Infrastructure.Webhooks;
using Channels.Tests.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// The gateway with its real engine and a real store, on real time, against the WhatsApp server on loopback. It can be
/// stopped and started again on the same data folder.
/// </summary>
internal sealed class GatewayBench : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly bool _isLent;
    private readonly WhatsAppWebOptions _options;
    private readonly HeardLogs _logs = new();
    private bool _isStopped = true;
    private ServiceProvider _services = null!;
    private string _administrator = "";

    private readonly TimeProvider _time;

    private readonly MetaOptions? _meta;

    private GatewayBench(WhatsAppWebOptions options, TimeProvider? time, MetaOptions? meta, string? folder) =>
        (_options, _time, _meta, _isLent, _folder) = (options, time ?? Time, meta, folder is not null, new(folder ?? Scratch.CreateFolder("channels-gateway-")));

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public StatusWatch Statuses { get; } = new();

    public ShownCodes Codes { get; } = new();

    public HeardConfirmations Confirmations { get; } = new();

    public KeyDelays Delays { get; } = new();

    /// <summary>The app's clock, where the test brings none of its own.</summary>
    public ShiftedTime Time { get; } = new();

    public DealtWith Received { get; } = new();

    private TimeSpan Pace { get; init; }

    public string DataPath => _folder.Path;

    public string Logs => _logs.ToString();

    public IServiceProvider Services => _services;

    public WhatsAppWebGateway Gateway => (WhatsAppWebGateway)_services.GetRequiredService<IChannelGateway>();

    public Sidecar Engine => _services.GetRequiredService<Sidecar>();

    /// <param name="time">Of the app only: the engine and the server have the real one.</param>
    /// <param name="meta">The official API beside it, where a test wants both.</param>
    /// <param name="folder">Somebody's, who goes on with it afterwards; otherwise one of its own, which goes with it.</param>
    /// <param name="pace">Between two messages.</param>
    public static async Task<GatewayBench> StartAsync(
        Uri server, Action<WhatsAppWebOptions>? change = null, TimeProvider? time = null, MetaOptions? meta = null, string? folder = null, TimeSpan pace = default)
    {
        Tools.RequireNode();
        var options = new WhatsAppWebOptions
        {
            ServerUrl = server,
            FirstRetry = TimeSpan.FromMilliseconds(100),
            LastRetry = TimeSpan.FromSeconds(1),
            TurnInterval = TimeSpan.FromMilliseconds(500),
            WakeSpread = TimeSpan.FromMilliseconds(500),
            CloseGrace = TimeSpan.FromMilliseconds(200),
            CountInterval = TimeSpan.FromMilliseconds(50),
        };
        change?.Invoke(options);
        var bench = new GatewayBench(options, time, meta, folder) { Pace = pace };
        await bench.StartAgainAsync();
        return bench;
    }

    public async Task StartAgainAsync()
    {
        _isStopped = false;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.Warning).AddProvider(_logs));
        services.AddSingleton(_time);
        services.AddSingleton<IPlan>(new TestPlan { ConnectionLimit = 100 });
        services.AddSingleton<INotificationHandler<ChannelChanged>>(Statuses);
        services.AddSingleton<IPairingCodes>(Codes);
        Confirmations.AddTo(services);
        services.AddSingleton(new SendOptions { Pace = Pace });
        services.AddUseCases();
        services.AddWebhookParts();
        _ = _meta is null ? services.AddNoMetaCloud() : services.AddMetaCloud(_meta);
        services.AddSingleton<IPipelineBehavior<ReceiveMessage, ReceivedMessage>>(Received);
        services.AddSingleton<IPipelineBehavior<ReceiveMessages, IReadOnlyList<ReceivedMessage>>>(Received);
        services.AddSingleton<IBackgroundWork>(new FakeBackground());
        services.AddPersistence(_folder);
        services.AddPeople();
        services.HashQuickly();
        services.AddWhatsAppWeb(_options);
        services.AddBackgroundWork();
        services.AddSingleton<SessionKeys>();
        services.AddSingleton<ISessionKeys>(all => new SlowKeys(all.GetRequiredService<SessionKeys>(), Delays));
        _services = services.BuildServiceProvider(ServiceChecks.Of<GatewayBench>());
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
    }

    public async Task StopAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        foreach (var hosted in _services.GetServices<IHostedService>().Reverse())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    /// <summary>Stops, and leaves what it kept to an app that starts on that folder.</summary>
    public async Task MoveOutAsync(string folder)
    {
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(DataPath, "*", SearchOption.AllDirectories).Where(x => Path.GetFileName(x) is not ("app.lock" or "sidecar.pid")))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(DataPath, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Logs);
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (!_isLent)
        {
            Directory.Delete(_folder.Path, recursive: true);
        }
    }

    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.BecomePersonAsync(_administrator);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }

    public async Task<ChannelId> CreateAsync(string name = "Vendas") =>
        (await SendAsync(new CreateChannel(name, ConnectionMethod.WhatsAppWeb))).Id;

    /// <summary>A channel that a phone was linked to, as a person does it.</summary>
    public async Task<ChannelId> ConnectAsync(WhatsAppServer server, string number, string name = "Vendas")
    {
        var id = await CreateAsync(name);
        await SendAsync(new ConnectChannel(id));
        await server.DoAsync(number, "scan", new { qr = await Codes.NextAsync(id) });
        await UntilAsync(id, ReasonCode.Connected);
        return id;
    }

    public async Task<ChannelSnapshot> FindAsync(ChannelId id) =>
        (await SendAsync(new ListChannels())).Channels.Single(x => x.Id == id);

    public Task<Guid> SendTextAsync(ChannelId id, string to, string text, bool waits = true) => SendAsync(SendingExtensions.Text(id, to, text, waits));

    /// <inheritdoc cref="SendingExtensions.UntilSentAsync"/>
    public Task<string> UntilSentAsync(Guid message, SendState state) => SendingExtensions.UntilSentAsync(sql => Tools.QueryAsync(DataPath, sql), message, state);

    /// <summary>The conversations, by number and name.</summary>
    public Task<IReadOnlyList<string>> ConversationsAsync(string columns = "Number, ContactName") =>
        Tools.QueryAsync(DataPath, $"SELECT {columns} FROM Conversations AS v JOIN Contacts AS c ON c.Id = v.Contact");

    /// <summary>The log, in the order in which messages came in.</summary>
    public Task<IReadOnlyList<string>> MessagesAsync(string columns = "WhatsAppId") =>
        Tools.QueryAsync(DataPath, $"SELECT {columns} FROM Messages AS m JOIN Contacts AS c ON c.Id = m.Contact ORDER BY ReceivedAt, m.Id");

    /// <summary>Waits for the reason, or finds it as it is. For one that passes, wait before causing it.</summary>
    public Task<ChannelSnapshot> UntilAsync(ChannelId id, ReasonCode reason) =>
        UntilAsync(id, snapshot => snapshot.Reason.Code == reason);

    public async Task<ChannelSnapshot> UntilAsync(ChannelId id, Func<ChannelSnapshot, bool> wanted)
    {
        try
        {
            return await Statuses.UntilAsync(id, wanted).WaitAsync(Patience.Limit, Cancellation);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"It stayed {Statuses.Now(id)?.Reason}.\n{Logs}");
        }
    }
}
