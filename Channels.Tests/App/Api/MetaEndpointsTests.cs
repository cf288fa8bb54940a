using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.App.Api;

/// <summary>The whole app as Meta and a browser that comes back from Facebook meet it.</summary>
public sealed partial class MetaEndpointsTests : IAsyncLifetime
{
    private const string Wrong = "sha256=0000000000000000000000000000000000000000000000000000000000000000";
    private const string Password = "uma senha bem longa";
    private const string Verify = MetaPaths.Webhook + "?hub.mode=subscribe&hub.challenge=12%3C34&hub.verify_token=";
    private readonly string _folder = Scratch.CreateFolder("channels-meta-");
    private readonly FakeOfficialApi _meta = new();
    private readonly HeardLogs _log = new();
    private readonly WebApplicationFactory<Program> _app;
    private readonly HttpClient _browser;

    public MetaEndpointsTests()
    {
        _app = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("DataDirectory", _folder)
            .ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton<IOfficialApi>(_meta));
                services.Replace(ServiceDescriptor.Singleton<IOfficialWebhook>(_meta));
                services.AddSingleton<ILoggerProvider>(_log);
            }));
        _browser = _app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(AuthorizationVerdict.Observed, "/canais/{0}/conectar")]
    [InlineData(AuthorizationVerdict.Repeated, "/canais/{0}/conectar")]
    [InlineData(AuthorizationVerdict.OtherAccount, "/canais/{0}/conectar?facebook=outra-conta")]
    [InlineData(AuthorizationVerdict.NotRenewed, "/canais/{0}/conectar?facebook=nao-renovada")]
    [InlineData(AuthorizationVerdict.Unknown, "/canais?facebook=invalida")]
    public async Task Return_LeadsToTheInstance_AndCarriesNothingOn(AuthorizationVerdict verdict, string place)
    {
        await EnterAsync();
        var id = ChannelId.New(Snapshots.Now);
        _meta.End = _ => new(verdict == AuthorizationVerdict.Unknown ? null : id, verdict);

        var answer = await _browser.GetAsync($"{MetaPaths.Callback}?state=A-STATE&code=A-CODE", Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(string.Format(null, place, id), answer.Headers.Location?.OriginalString);
        Assert.Equal(new AuthorizationReturn("A-STATE", "A-CODE", null), Assert.Single(_meta.Returns));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.DoesNotMatch("A-STATE|A-CODE", _log.ToString());
    }

    [Fact]
    public async Task Return_WithARefusal_HandsOverItsName()
    {
        await EnterAsync();

        await _browser.GetAsync(
            $"{MetaPaths.Callback}?state=s&error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied",
            Cancellation);

        Assert.Equal(new AuthorizationReturn("s", null, "user_denied"), Assert.Single(_meta.Returns));
    }

    [Fact]
    public async Task Return_OfSomebodyWhoMayNotConnect_ShowsTheBoard()
    {
        await EnterAsync(Role.Operator);

        var answer = await _browser.GetAsync($"{MetaPaths.Callback}?state=s&code=c", Cancellation);

        Assert.Equal("/canais", answer.Headers.Location?.OriginalString);
        Assert.Empty(_meta.Returns);
    }

    [Fact]
    public async Task Return_WithoutSignIn_IsTurnedAwayWithoutItsCode()
    {
        await AddAnaAsync();
        _meta.End = _ => new(ChannelId.New(Snapshots.Now), AuthorizationVerdict.Observed);
        const string Place = $"{MetaPaths.Callback}?state=s&code=c%2B1";

        var turnedAway = await _browser.GetAsync(Place, Cancellation);

        Assert.Equal("/entrar?returnUrl=/canais", turnedAway.Headers.Location!.OriginalString);
        Assert.Empty(_meta.Returns);
    }

    [Fact]
    public async Task Verification_ByWhoeverKnowsTheToken_EchoesTheChallenge()
    {
        var answer = await _browser.GetAsync(Verify + "a+token", Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("12<34", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData(Verify + "another")]
    [InlineData(MetaPaths.Webhook)]
    [InlineData(MetaPaths.Webhook + "?hub.mode=subscribe&hub.verify_token=a+token")]
    public async Task Verification_ByAnybodyElse_IsForbidden(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await _browser.GetAsync(path, Cancellation)).StatusCode);

    [Fact]
    public async Task Webhook_WhereNothingIsConfigured_IsNotThere()
    {
        _meta.IsOpen = false;

        Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync(Verify + "a+token", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync([1], FakeOfficialApi.Right)).StatusCode);
    }

    [Fact]
    public async Task Delivery_IsHandedOverAsTheBytesThatCame()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("{\"a\": \"\\u00e4\" }\r\n")];

        var answer = await PostAsync(body, FakeOfficialApi.Right);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(body, Assert.Single(_meta.Deliveries).Body);
    }

    [Theory]
    [InlineData(Wrong, null)]
    [InlineData(null, null)]
    [InlineData(Wrong, "application/x-www-form-urlencoded")]
    [InlineData(Wrong, "multipart/form-data; boundary=x")]
    public async Task Delivery_ThatIsNotSigned_IsUnauthorized(string? signature, string? type) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync([0, 0xFF, 0xC0], signature, type)).StatusCode);

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(3 * 1024 * 1024, HttpStatusCode.OK)]
    [InlineData((3 * 1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Delivery_OfMoreThanMetaSends_IsRefused(int length, HttpStatusCode status)
    {
        Assert.Equal(status, (await PostAsync(new byte[length], FakeOfficialApi.Right)).StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, _meta.Deliveries.Count);
    }

    /// <summary>Anything but a 200 makes Meta deliver it again, for up to seven days.</summary>
    [Fact]
    public async Task Delivery_ThatTheStoreDoesNotTake_IsAskedForAgain()
    {
        _meta.Trouble = StoreTrouble.Full;

        var answer = await PostAsync([1], FakeOfficialApi.Right);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        _meta.Trouble = null;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync([1], FakeOfficialApi.Right)).StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string? signature, string? type = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, MetaPaths.Webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type ?? "application/json");
        if (signature is not null)
        {
            request.Headers.Add("X-Hub-Signature-256", signature);
        }

        return await _browser.SendAsync(request, Cancellation);
    }

    private async Task EnterAsync(Role role = Role.Administrator)
    {
        var ana = await AddAnaAsync();
        if (role == Role.Operator)
        {
            await using var scope = _app.Services.CreateAsyncScope();
            var people = scope.ServiceProvider.GetRequiredService<IPeople>();
            await people.CreateAdministratorAsync("bia@loja.example", "Bia", Password, onlyIfFirst: false, Cancellation);
            await people.SetRoleAsync(ana.Id, role, Cancellation);
        }

        await SignInAsync("/entrar");
    }

    private async Task<Person> AddAnaAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IPeople>()
            .CreateAdministratorAsync("ana@loja.example", "Ana", Password, onlyIfFirst: true, Cancellation);
    }

    private async Task<HttpResponseMessage> SignInAsync(string page)
    {
        var form = await _browser.GetStringAsync(page, Cancellation);
        return await _browser.PostAsync(
            page,
            new FormUrlEncodedContent(
            [
                new("_handler", "entrar"),
                new("__RequestVerificationToken", Token().Match(form).Groups[1].Value),
                new("Email", "ana@loja.example"),
                new("Password", Password),
            ]),
            Cancellation);
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
