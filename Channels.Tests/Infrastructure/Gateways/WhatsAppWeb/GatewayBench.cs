using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases;
using Channels.Infrastructure;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Persistence;
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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("channels-gateway-").FullName);
    private readonly WhatsAppWebOptions _options;
    private readonly HeardLogs _logs = new();
    private ServiceProvider _services = null!;
    private string _administrator = "";

    private GatewayBench(WhatsAppWebOptions options) => _options = options;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public StatusWatch Statuses { get; } = new();

    public ShownCodes Codes { get; } = new();

    public KeyDelays Delays { get; } = new();

    public DealtWith Received { get; } = new();

    public string DataPath => _folder.Path;

    public string Logs => _logs.ToString();

    public IServiceProvider Services => _services;

    public WhatsAppWebGateway Gateway => (WhatsAppWebGateway)_services.GetRequiredService<IChannelGateway>();

    public Sidecar Engine => _services.GetRequiredService<Sidecar>();

    public static async Task<GatewayBench> StartAsync(Uri server, Action<WhatsAppWebOptions>? change = null)
    {
        Tools.RequireNode();
        var options = new WhatsAppWebOptions
        {
            ServerUrl = server,
            FirstRetry = TimeSpan.FromMilliseconds(100),
            LastRetry = TimeSpan.FromSeconds(1),
            CloseGrace = TimeSpan.FromMilliseconds(200),
        };
        change?.Invoke(options);
        var bench = new GatewayBench(options);
        await bench.StartAgainAsync();
        return bench;
    }

    public async Task StartAgainAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.Warning).AddProvider(_logs));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IPlan>(new TestPlan { ConnectionLimit = 100 });
        services.AddSingleton<INotificationHandler<ChannelChanged>>(Statuses);
        services.AddSingleton<IPairingCodes>(Codes);
        services.AddUseCases();
        services.AddSingleton<IPipelineBehavior<ReceiveMessage, ReceivedMessage>>(Received);
        services.AddPersistence(_folder);
        services.AddPeople();
        services.AddWhatsAppWeb(_options);
        services.AddSingleton<SessionKeys>();
        services.AddSingleton<ISessionKeys>(all => new SlowKeys(all.GetRequiredService<SessionKeys>(), Delays));
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
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
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Logs);
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder.Path, recursive: true);
    }

    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Sender>().BecomePerson(_administrator);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }

    public async Task<ChannelId> CreateAsync(string name = "Vendas") =>
        (await SendAsync(new CreateChannel(name, ConnectionMethod.WhatsAppWeb))).Id;

    /// <summary>An instance that a phone was linked to, as a person does it.</summary>
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

    /// <summary>The conversations, by number and name.</summary>
    public Task<IReadOnlyList<string>> ConversationsAsync(string columns = "\"ContactNumber\", \"ContactName\"") =>
        Tools.QueryAsync(DataPath, $"SELECT {columns} FROM \"Conversations\"");

    /// <summary>Waits for the reason from now on, or finds it as it is.</summary>
    public Task<ChannelSnapshot> UntilAsync(ChannelId id, ReasonCode reason) =>
        UntilAsync(id, snapshot => snapshot.Reason.Code == reason);

    public async Task<ChannelSnapshot> UntilAsync(ChannelId id, Func<ChannelSnapshot, bool> wanted)
    {
        try
        {
            return await Statuses.UntilAsync(id, wanted).WaitAsync(Patience, Cancellation);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"It stayed {Statuses.Now(id)?.Reason}.\n{Logs}");
        }
    }
}

/// <summary>Knows the newest state of each instance and lets a test wait for one.</summary>
internal sealed class StatusWatch : INotificationHandler<ChannelChanged>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelId, ChannelSnapshot> _now = [];
    private readonly List<ChannelSnapshot> _all = [];
    private readonly List<(ChannelId Id, Func<ChannelSnapshot, bool> Wanted, TaskCompletionSource<ChannelSnapshot> Reached)> _waiting = [];

    /// <summary>Every reason that an instance had, in order.</summary>
    public IReadOnlyList<StatusReason> Of(ChannelId id)
    {
        lock (_gate)
        {
            return [.. _all.Where(snapshot => snapshot.Id == id).Select(snapshot => snapshot.Reason)];
        }
    }

    public ChannelSnapshot? Now(ChannelId id)
    {
        lock (_gate)
        {
            return _now.GetValueOrDefault(id);
        }
    }

    public Task<ChannelSnapshot> UntilAsync(ChannelId id, Func<ChannelSnapshot, bool> wanted)
    {
        lock (_gate)
        {
            if (_now.TryGetValue(id, out var now) && wanted(now))
            {
                return Task.FromResult(now);
            }

            var reached = new TaskCompletionSource<ChannelSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((id, wanted, reached));
            return reached.Task;
        }
    }

    public Task Handle(ChannelChanged notification, CancellationToken cancellationToken)
    {
        var snapshot = notification.Snapshot;
        lock (_gate)
        {
            _now[snapshot.Id] = snapshot;
            _all.Add(snapshot);
            foreach (var waiter in _waiting.Where(waiter => waiter.Id == snapshot.Id && waiter.Wanted(snapshot)).ToList())
            {
                _waiting.Remove(waiter);
                waiter.Reached.TrySetResult(snapshot);
            }
        }

        return Task.CompletedTask;
    }
}

/// <summary>Tells when a message was dealt with, and how.</summary>
internal sealed class DealtWith : IPipelineBehavior<ReceiveMessage, ReceivedMessage>
{
    private readonly System.Threading.Channels.Channel<ReceivedMessage> _outcomes =
        System.Threading.Channels.Channel.CreateUnbounded<ReceivedMessage>();

    public async Task<ReceivedMessage> NextAsync() =>
        await _outcomes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(40));

    public async Task<ReceivedMessage> Handle(
        ReceiveMessage request, CancellationToken cancellationToken, RequestHandlerDelegate<ReceivedMessage> next)
    {
        var outcome = await next();
        _outcomes.Writer.TryWrite(outcome);
        return outcome;
    }
}

/// <summary>Takes the pairing codes and hands them out one by one.</summary>
internal sealed class ShownCodes : IPairingCodes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelId, System.Threading.Channels.Channel<PairingCode>> _codes = [];
    private readonly HashSet<ChannelId> _shown = [];

    public bool IsShown(ChannelId id)
    {
        lock (_gate)
        {
            return _shown.Contains(id);
        }
    }

    public async Task<string> NextAsync(ChannelId id) => (await NextCodeAsync(id)).Text;

    public async Task<PairingCode> NextCodeAsync(ChannelId id) =>
        await Codes(id).Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(40));

    public void Show(ChannelId id, PairingCode code)
    {
        lock (_gate)
        {
            _shown.Add(id);
        }

        Codes(id).Writer.TryWrite(code);
    }

    public void Hide(ChannelId id)
    {
        lock (_gate)
        {
            _shown.Remove(id);
        }
    }

    private System.Threading.Channels.Channel<PairingCode> Codes(ChannelId id)
    {
        lock (_gate)
        {
            return _codes.TryGetValue(id, out var codes)
                ? codes
                : _codes[id] = System.Threading.Channels.Channel.CreateUnbounded<PairingCode>();
        }
    }
}

/// <summary>How slow the disk is.</summary>
internal sealed class KeyDelays
{
    public TimeSpan Credentials { get; set; }
}

internal sealed class SlowKeys(ISessionKeys keys, KeyDelays delays) : ISessionKeys
{
    public Task<bool> HasCredentialsAsync(ChannelId id, CancellationToken cancellationToken) =>
        keys.HasCredentialsAsync(id, cancellationToken);

    public Task<string?> ReadCredentialsAsync(ChannelId id, CancellationToken cancellationToken) =>
        keys.ReadCredentialsAsync(id, cancellationToken);

    public async Task SaveCredentialsAsync(ChannelId id, string json, CancellationToken cancellationToken)
    {
        await Task.Delay(delays.Credentials, cancellationToken);
        await keys.SaveCredentialsAsync(id, json, cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, string>> ReadKeysAsync(
        ChannelId id, string type, IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) =>
        keys.ReadKeysAsync(id, type, keyIds, cancellationToken);

    public Task WriteKeysAsync(ChannelId id, IReadOnlyList<SessionKeyChange> changes, CancellationToken cancellationToken) =>
        keys.WriteKeysAsync(id, changes, cancellationToken);

    public Task ForgetAsync(ChannelId id, CancellationToken cancellationToken) => keys.ForgetAsync(id, cancellationToken);
}

/// <summary>Keeps what was logged, so that a test can look for what must not be there.</summary>
internal sealed class HeardLogs : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }

    public override string ToString() => string.Join('\n', _lines);
}
