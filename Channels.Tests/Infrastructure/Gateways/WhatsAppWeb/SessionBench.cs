using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>One session with an engine, a store and a clock that the test holds.</summary>
internal sealed class SessionBench : IAsyncDisposable
{
    public const string Number = "5511987654321";

    private readonly ServiceProvider _services;

    public SessionBench()
    {
        _services = new ServiceCollection().AddScoped<Sender>().AddSingleton<IMediator>(Words).BuildServiceProvider();
        var options = Options.Create(new WhatsAppWebOptions());
        var voice = new GatewayVoice(_services.GetRequiredService<IServiceScopeFactory>(), Codes, Confirmations);
        var pictures = new ProfilePictures(new NoHttp(), Keys, options, NullLogger<ProfilePictures>.Instance);
        Outage = new Outage(Network, options, Time);
        var inbox = new InboxReader(new EmptyInbox(), voice, NullLogger<InboxReader>.Instance);
        Parts = new WebSessionParts(Sidecar, Keys, Outage, voice, inbox, pictures, options, Time, NullLogger<WebSession>.Instance);
        Session = new WebSession(Id, Parts);
    }

    public ChannelId Id { get; } = new(Guid.CreateVersion7());

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero));

    public FakeSidecar Sidecar { get; } = new();

    public FakeKeys Keys { get; } = new();

    public HeardWords Words { get; } = new();

    public ShownCodes Codes { get; } = new();

    public HeardConfirmations Confirmations { get; } = new();

    public FakeNetwork Network { get; } = new();

    public Outage Outage { get; }

    public WebSessionParts Parts { get; }

    public WebSession Session { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A session that has credentials and was not asked for anything yet.</summary>
    public static SessionBench Linked()
    {
        var bench = new SessionBench();
        bench.Keys.Credentials = "{}";
        return bench;
    }

    /// <summary>A session that is logged in.</summary>
    public static async Task<(SessionBench Bench, FakeLine Line)> OpenAsync()
    {
        var bench = Linked();
        await bench.Session.ConnectAsync();
        return (bench, await bench.LogInAsync());
    }

    /// <summary>The line being opened logs in.</summary>
    public async Task<FakeLine> LogInAsync()
    {
        var line = await Sidecar.NextAsync();
        line.Say(new LineOpened(Number, Name: null));
        await Words.NextAsync<ObserveLogin>();
        return line;
    }

    /// <summary>Removes the channel; a session that never says how it ended fails the test.</summary>
    public Task RemoveAsync() => Session.RemoveAsync().WaitAsync(Patience.Limit, Cancellation);

    public async Task<StatusReason> NextReasonAsync() => (await Words.NextAsync<ObserveLine>()).Reason;

    /// <summary>What is asked next is answered after everything that the session has heard so far.</summary>
    public Task CatchUpAsync() => Assert.ThrowsAsync<GatewayUnavailable>(
        () => Session.SendAsync(SendingExtensions.OrderTo(Number), Cancellation));

    /// <summary>The same of a session that is logged in.</summary>
    public Task CatchUpOnlineAsync() => Session.SendAsync(SendingExtensions.OrderTo(Number), Cancellation);

    /// <summary>Nothing is open, under way or due: neither time nor a person who refreshes opens a line.</summary>
    public async Task AssertRestsAsync()
    {
        var opened = Sidecar.Opened;
        Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await Session.ConfirmAsync(Cancellation));
        Assert.Equal(opened, Sidecar.Opened);
    }

    /// <summary>Rests, and has nothing to say.</summary>
    public async Task AssertQuietAsync()
    {
        await AssertRestsAsync();
        Assert.Equal(0, Words.Waiting);
    }

    public static async Task AssertUnavailableAsync(ConnectionCause cause, Task asked) =>
        Assert.Equal(cause, (await Assert.ThrowsAsync<GatewayUnavailable>(() => asked)).Cause);

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        Outage.Dispose();
        await _services.DisposeAsync();
    }
}

/// <summary>A machine whose network comes back when the test says so.</summary>
internal sealed class FakeNetwork : IMachineNetwork
{
    public event EventHandler? CameBack;

    public void ComeBack() => CameBack?.Invoke(this, EventArgs.Empty);
}

internal sealed class NoHttp : IHttpClientFactory
{
    public HttpClient CreateClient(string name) => throw new InvalidOperationException("No test fetches here.");
}

/// <summary>Hears what the gateway says, and answers as the use cases would.</summary>
internal sealed class HeardWords : IMediator
{
    private readonly System.Threading.Channels.Channel<object> _words = System.Threading.Channels.Channel.CreateUnbounded<object>();

    public bool AcceptsNumber { get; set; } = true;

    /// <summary>What the store does with the next words.</summary>
    public Exception? Trouble { get; set; }

    public ReceivedMessage Received { get; set; } = ReceivedMessage.OpenedConversation;

    /// <summary>How long the store takes for a message.</summary>
    public Task Keeping { get; set; } = Task.CompletedTask;

    public bool WasCancelled { get; private set; }

    public int Waiting => _words.Reader.Count;

    public async Task<T> NextAsync<T>()
    {
        while (true)
        {
            var word = await _words.Reader.ReadAsync(SessionBench.Cancellation).AsTask().WaitAsync(Patience.Limit);
            if (word is T wanted)
            {
                return wanted;
            }
        }
    }

    public async Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        // Read first: whoever hears the word may change it.
        var trouble = Trouble;
        _words.Writer.TryWrite(request);
        if (trouble is not null)
        {
            throw trouble;
        }

        if (request is ReceiveMessage)
        {
            await Keeping.WaitAsync(cancellationToken);
            WasCancelled |= cancellationToken.IsCancellationRequested;
        }

        object answer = request switch
        {
            ObserveLogin => AcceptsNumber,
            ReceiveMessage => Received,
            _ => Unit.Value,
        };
        return (TResponse)answer;
    }

    public Task<object?> Send(object request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task Publish(object notification, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification => throw new NotSupportedException();
}

/// <summary>Session secrets in memory, of one channel.</summary>
internal sealed class FakeKeys : ISessionKeys
{
    private int _forgotten;

    public string? Credentials { get; set; }

    public bool Unreadable { get; set; }

    public KeptProxy? Proxy { get; set; }

    public bool ProxyUnreadable { get; set; }

    /// <summary>What the store does when it is to forget.</summary>
    public Exception? Trouble { get; set; }

    public int Forgotten => _forgotten;

    public Task<bool> HasCredentialsAsync(ChannelId id, CancellationToken cancellationToken) =>
        Task.FromResult(Credentials is not null || Unreadable);

    public Task<string?> ReadCredentialsAsync(ChannelId id, CancellationToken cancellationToken) =>
        Unreadable
            ? Task.FromException<string?>(new CredentialsUnreadableException(new InvalidOperationException()))
            : Task.FromResult(Credentials);

    public Task<KeptProxy?> ReadProxyAsync(ChannelId id, CancellationToken cancellationToken) =>
        ProxyUnreadable ? Task.FromException<KeptProxy?>(new CredentialsUnreadableException()) : Task.FromResult(Proxy);

    public Task ForgetAsync(ChannelId id, CancellationToken cancellationToken)
    {
        if (Trouble is not null)
        {
            return Task.FromException(Trouble);
        }

        Interlocked.Increment(ref _forgotten);
        (Credentials, Unreadable) = (null, false);
        return Task.CompletedTask;
    }

    public Task SaveCredentialsAsync(ChannelId id, string json, CancellationToken cancellationToken)
    {
        Credentials = json;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, string>> ReadKeysAsync(
        ChannelId id, string type, IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task WriteKeysAsync(
        ChannelId id, IReadOnlyList<SessionKeyChange> changes, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? handedOver = null) =>
        throw new NotSupportedException();
}

/// <summary>Nobody ever handed anything over.</summary>
internal sealed class EmptyInbox : IInbox
{
    public Task<IReadOnlyList<InboxItem>> ListAsync(ChannelId? channel, long last, int atMost, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<InboxItem>>([]);

    public Task<bool> KnowsAsync(ChannelId channel, string key, ContactAddress? contact, string whatsAppId, CancellationToken cancellationToken) =>
        Task.FromResult(false);
}
