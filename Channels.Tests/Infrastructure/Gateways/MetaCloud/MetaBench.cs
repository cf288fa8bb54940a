using System.Text;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Official;
using Channels.Infrastructure;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Jobs;
using Channels.Infrastructure.Persistence;
using Channels.Tests.GraphServer;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Infrastructure.Webhooks;
using Channels.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>The official API on a real store, against Meta on loopback, on one clock that the test holds.</summary>
internal sealed class MetaBench : IAsyncDisposable
{
    public const string VerifyToken = "um segredo para a verificação";

    private readonly DataFolder _folder = new(Scratch.CreateFolder("channels-meta-"));
    private readonly HeardLogs _logs = new();
    private readonly Dictionary<string, string> _people = [];
    private ServiceProvider _services = null!;

    private readonly bool _byFacebook;

    private MetaBench(FakeTimeProvider time, MetaServer meta, bool byFacebook) => (Time, Meta, _byFacebook) = (time, meta, byFacebook);

    public FakeTimeProvider Time { get; }

    public MetaServer Meta { get; }

    public StatusWatch Statuses { get; } = new();

    public HeardConfirmations Confirmations { get; } = new();

    public FakeBackground Background { get; } = new();

    public string Logs => _logs.ToString();

    /// <summary>By how much the clock goes on while something is waited for.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    public const string RedirectUri = "https://canais.loja.example/meta/callback";

    public IChannelGateway Gateway => _services.GetServices<IChannelGateway>().Single();

    public MetaLines Lines => _services.GetRequiredService<MetaLines>();

    public IOfficialWebhook Webhook => _services.GetRequiredService<IOfficialWebhook>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="byFacebook">The app has a configuration, with which people authorize at Facebook.</param>
    public static async Task<MetaBench> StartAsync(bool byFacebook = true)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero));
        var bench = new MetaBench(time, await MetaServer.StartAsync(time), byFacebook);
        bench.Meta.RedirectUris.Add(RedirectUri);
        await bench.StartAgainAsync();
        return bench;
    }

    public async Task StartAgainAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IPlan>(new TestPlan { ConnectionLimit = 100 });
        services.AddSingleton<INotificationHandler<ChannelChanged>>(Statuses);
        services.AddSingleton<IPairingCodes>(new ShownCodes());
        Confirmations.AddTo(services);
        services.AddSingleton<IBackgroundWork>(Background);
        services.AddUseCases();
        services.AddWebhookParts();
        services.AddPersistence(_folder);
        services.AddPeople();
        services.AddSending();
        services.HashQuickly();
        services.AddMetaCloud(new MetaOptions
        {
            AppId = Meta.AppId,
            AppSecret = Meta.AppSecret,
            ConfigurationId = _byFacebook ? Meta.ConfigurationId : null,
            VerifyToken = VerifyToken,
            PublicAddress = new Uri("https://canais.loja.example"),
            GraphAddress = Meta.Address,
            DialogAddress = Meta.Address,
            RetriesAfter = TimeSpan.Zero,
        });
        _services = services.BuildServiceProvider(ServiceChecks.Of<MetaBench>());
        await PreparedData.CopyEmptyToAsync(_folder);
        await _services.PrepareAsync(Cancellation);
        if (_people.Count == 0)
        {
            await AddAdministratorAsync("Ana", first: true);
        }

        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(Cancellation);
        }
    }

    /// <summary>What is delivered is still taken, and nobody deals with it.</summary>
    public async Task StopWorkersAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(CancellationToken.None);
        }
    }

    public async Task StopAsync()
    {
        await StopWorkersAsync();
        await _services.DisposeAsync();
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>The app ends in the middle of something, where it would write this, and starts again.</summary>
    /// <param name="before">What a trigger of SQLite follows.</param>
    public async Task EndWithinAsync(Func<Task> work, string before)
    {
        await QueryAsync($"CREATE TRIGGER ended BEFORE {before} BEGIN SELECT RAISE(ABORT, 'the app ended'); END");
        Assert.Contains("the app ended", (await Assert.ThrowsAnyAsync<Exception>(work)).ToString(), StringComparison.Ordinal);
        await StopAsync();
        await QueryAsync("DROP TRIGGER ended");
        await StartAgainAsync();
    }

    public Task AddAdministratorAsync(string name) => AddAdministratorAsync(name, first: false);

    public async Task<T> SendAsync<T>(IRequest<T> request, string who = "Ana")
    {
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.BecomePersonAsync(_people[who]);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }

    public async Task<T> SendAsGatewayAsync<T>(IRequest<T> request)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Sender>().BecomeGateway();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }

    public async Task<ChannelId> CreateAsync(string name = "") => (await SendAsync(new CreateChannel(name, ConnectionMethod.MetaCloud))).Id;

    public async Task<ChannelSnapshot> FindAsync(ChannelId id) => (await SendAsync(new ListChannels())).Channels.Single(x => x.Id == id);

    /// <summary>The state with which the browser is sent to Facebook.</summary>
    public async Task<string> BeginAsync(ChannelId id, bool allowOtherNumber = false, string who = "Ana")
    {
        var start = await SendAsync(new BeginAuthorization(id, allowOtherNumber), who);
        return QueryHelpers.ParseQuery(start.Address.Query)["state"].ToString();
    }

    /// <summary>Comes back from Facebook with what its redirect carries.</summary>
    public Task<AuthorizationEnd> ReturnAsync(string query, string who = "Ana")
    {
        var all = QueryHelpers.ParseQuery(query);
        string? Of(string name) => all.TryGetValue(name, out var value) ? value.ToString() : null;
        return SendAsync(new CompleteAuthorization(new AuthorizationReturn(Of("state"), Of("code"), Of("error_reason"))), who);
    }

    /// <summary>From the click to the return, with these accounts shared.</summary>
    public async Task<AuthorizationEnd> AuthorizeAsync(ChannelId id, params Waba[] accounts) =>
        await ReturnAsync(Meta.Dialog.Authorize(RedirectUri, await BeginAsync(id), accounts));

    /// <summary>A channel that is connected with this number.</summary>
    public async Task<ChannelId> ConnectAsync(Waba account, string name = "Vendas")
    {
        var id = await CreateAsync(name);
        await AuthorizeAsync(id, account);
        await UntilAsync(id, ReasonCode.Connected);
        await UntilToldAsync(id);
        return id;
    }

    /// <summary>Until the reading that found it connected has told everything: its confirmation comes last.</summary>
    public async Task UntilToldAsync(ChannelId id) =>
        Assert.True(await Tools.UntilAsync(() => Task.FromResult(Confirmations.Of(id) > 0), told => told));

    /// <summary>Lets the clock go on until it is so.</summary>
    public Task UntilAsync(ChannelId id, ReasonCode reason) => UntilAsync(id, x => x.Reason.Code == reason);

    public async Task UntilAsync(ChannelId id, Func<ChannelSnapshot, bool> isSo)
    {
        var holds = Statuses.UntilAsync(id, isSo).WaitAsync(Patience.Limit, Cancellation);
        while (!holds.IsCompleted)
        {
            await StepAsync(Step, Cancellation);
        }

        try
        {
            await holds;
        }
        catch (TimeoutException)
        {
            Assert.Fail($"It never was so. It was: {string.Join(", ", Statuses.Of(id).Select(x => x.Code))}. Meta was asked: "
                + string.Join(", ", Meta.Calls.Select(x => $"{x.Method} {x.Path} {x.Status}")));
        }
    }

    /// <summary>
    /// Lets the clock go on, and what that sets off reach the other side on loopback and come back: nothing is concluded from
    /// the length of the pause.
    /// </summary>
    public async Task StepAsync(TimeSpan step, CancellationToken cancellationToken)
    {
        Time.Advance(step);
        await Task.Delay(2, cancellationToken);
    }

    /// <summary>Delivers as Meta does.</summary>
    public Task<bool> DeliverAsync(params WebhookChange[] changes) => DeliverAsync(MetaJson.Write(WebhookChange.Envelope(changes)));

    public Task<bool> DeliverAsync(string body) => DeliverAsync(Encoding.UTF8.GetBytes(body));

    public Task<bool> DeliverAsync(byte[] body) => SendAsNobodyAsync(new TakeWebhook(body, "sha256=" + MetaJson.Hmac(Meta.AppSecret, body)));

    public Task<bool> DeliverAsync(byte[] body, string? signature) => SendAsNobodyAsync(new TakeWebhook(body, signature));

    /// <summary>Nothing is written until it is let go; what wants to write stands in line.</summary>
    public async Task<HeldWrites> HoldWritesAsync()
    {
        var db = await _services.GetRequiredService<IDbContextFactory<ChannelsDbContext>>().CreateDbContextAsync(Cancellation);
        return await HeldWrites.BeginAsync(db, _services.GetRequiredService<WriteGate>());
    }

    public Task<IReadOnlyList<string>> QueryAsync(string sql) => Tools.QueryAsync(_folder.Path, sql);

    /// <summary>Every byte that is kept, to look for what must not be.</summary>
    public async Task<byte[]> DatabaseAsync()
    {
        await QueryAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return await File.ReadAllBytesAsync(_folder.Database, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Meta.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder.Path, recursive: true);
    }

    private async Task<T> SendAsNobodyAsync<T>(IRequest<T> request)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }

    private async Task AddAdministratorAsync(string name, bool first)
    {
        await using var scope = _services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        var person = await people.CreateAdministratorAsync(
            $"{name}@loja.example", name, "uma senha bem longa", onlyIfFirst: first, Cancellation);
        _people[name] = person.Id;
    }
}
