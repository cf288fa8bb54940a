using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.GraphServer;

/// <summary>
/// Meta on loopback: the Facebook dialog, the Graph API and the sender of webhooks, as far as connecting WhatsApp numbers
/// goes. Written from what Meta publishes and not from what the console expects; see README.md.
/// </summary>
internal sealed partial class MetaServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GraphRoutes _routes;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new();
    private readonly ConcurrentQueue<GraphCall> _calls = new();

    private MetaServer(WebApplication app, TimeProvider time)
    {
        _app = app;
        Time = time;
        World = new World(time);
        Dialog = new LoginDialog(this);
        Webhooks = new Webhooks(this);
        Events = new WebhookEvents(this);
        Media = new MediaCalls(this);
        _routes = new GraphRoutes(this);
    }

    public TimeProvider Time { get; }

    /// <summary>Of the dialog and of Graph, ending in a slash.</summary>
    public Uri Address { get; private set; } = null!;

    public string AppId { get; } = "670843887433847";

    public string AppName { get; } = "Canais de teste";

    public string AppSecret { get; } = "3f1c0e5a9b7d24688642d7b9a5e0c1f3";

    public string ConfigurationId { get; } = "1186403812345678";

    public string AppToken => $"{AppId}|{AppSecret}";

    /// <summary>The business that the app belongs to, which is the <c>entry.id</c> of <c>PARTNER_*</c> events.</summary>
    public Business Partner { get; } = new("2949482758682047", "Canais Tecnologia");

    /// <summary>The Valid OAuth Redirect URIs of the app, compared byte for byte.</summary>
    public IList<string> RedirectUris { get; } = [];

    /// <summary>The app's "Require App Secret": every call with a token needs its <c>appsecret_proof</c>.</summary>
    public bool RequiresAppSecret { get; set; }

    /// <summary>The fields that are ticked in the app's webhook.</summary>
    public IReadOnlyList<string> TickedFields { get; set; } = ["messages", "account_update"];

    /// <summary>How accounts are found for tokens that name none.</summary>
    public AccountFinding Finding { get; set; }

    /// <summary>Accounts that a token may not see are answered with 100/33, as if they were not there, rather than with 200.</summary>
    public bool HidesForeign { get; set; }

    /// <summary>HTTP statuses of error codes other than the usual ones: <c>Statuses[190] = 400</c>.</summary>
    public IDictionary<int, int> Statuses { get; } = new ConcurrentDictionary<int, int>();

    /// <summary>Errors come without <c>error_subcode</c>, as they may since v16.0.</summary>
    public bool OmitsSubcodes { get; set; }

    /// <summary><c>last_onboarded_time</c> as a Unix time rather than as text; Meta's pages disagree.</summary>
    public bool WritesUnixTimes { get; set; }

    /// <summary>From the answer to <c>register</c> until the number is CONNECTED; infinite waits for <see cref="WabaNumber.FinishRegistration"/>.</summary>
    public TimeSpan RegistrationTakes { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Takes texts outside the window of 24 hours, to let them fail later, rather than refusing them with 131047.</summary>
    public bool AcceptsOutsideWindow { get; set; }

    /// <summary>What answers to sending say of a Brazilian number is the number as it was given.</summary>
    public bool KeepsNinthDigit { get; set; }

    public World World { get; }

    public LoginDialog Dialog { get; }

    public Webhooks Webhooks { get; }

    public WebhookEvents Events { get; }

    public MediaCalls Media { get; }

    /// <summary>The calls that were answered, or cut off, in that order. Secrets are in them, for a test to look at.</summary>
    public IReadOnlyList<GraphCall> Calls => [.. _calls];

    public static async Task<MetaServer> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new MetaServer(builder.Build(), time);
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        server.Address = new Uri(addresses.Single() + "/");
        return server;
    }

    /// <summary>The calls whose method and path contain the text: <c>register</c>, <c>POST /123/</c>.</summary>
    public IReadOnlyList<GraphCall> CallsTo(string match) =>
        [.. _calls.Where(x => $"{x.Method} {x.Path}".Contains(match, StringComparison.Ordinal))];

    /// <summary>A token without the way through the dialog, as the dialog is set to give.</summary>
    public AccessToken IssueToken(params IReadOnlyList<Waba> wabas) => IssueToken(Dialog.GrantOf(wabas));

    public AccessToken? FindToken(string value) => _tokens.GetValueOrDefault(value);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        Webhooks.Dispose();
        _stop.Dispose();
    }

    internal AccessToken IssueToken(Grant grant)
    {
        var token = new AccessToken("EAA" + Convert.ToHexString(RandomNumberGenerator.GetBytes(24)), grant, Time.GetUtcNow());
        _tokens[token.Value] = token;
        return token;
    }

    private async Task HandleAsync(HttpContext http)
    {
        var request = await GraphRequest.ReadAsync(http.Request);
        var trouble = TakeTrouble(request);
        var answer = trouble is { IsAfterTheDeed: false } ? await trouble.HappenAsync(http, _stop.Token) : null;
        answer ??= await AnswerAsync(request);
        if (trouble is { IsAfterTheDeed: true })
        {
            answer = await trouble.HappenAsync(http, _stop.Token) ?? answer;
        }

        _calls.Enqueue(new GraphCall(request.Method, request.Version, request.Path, request.Query, request.Body, request.Bearer, answer.Status));
        await answer.WriteAsync(http.Response);
    }

    private async Task<GraphAnswer> AnswerAsync(GraphRequest request)
    {
        try
        {
            return await _routes.AnswerAsync(request);
        }
        catch (GraphRefusal refusal)
        {
            return Answer(refusal);
        }
    }

    private GraphAnswer Answer(GraphRefusal refusal) => refusal.Answer(Statuses.AsReadOnly(), withSubcode: !OmitsSubcodes);
}

/// <param name="Path">Without the version.</param>
/// <param name="Status">0 where the connection was cut.</param>
internal sealed record GraphCall(
    string Method,
    string? Version,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    string Body,
    string? Bearer,
    int Status);
