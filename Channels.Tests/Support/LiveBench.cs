using System.Net;
using System.Text.RegularExpressions;
using Channels.App.Hosting;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure;
using Channels.Infrastructure.Persistence;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Support;

/// <summary>The whole app in this process, listening on loopback, with a number of connected channels and somebody signed in.</summary>
internal sealed partial class LiveBench : IAsyncDisposable
{
    public const string Password = "uma senha bem longa";
    private readonly string _folder = Scratch.CreateFolder("channels-bench-");
    private readonly WebApplication _app;
    private string _administrator = "";

    private LiveBench(Action<IServiceCollection>? more, string[] settings) => _app = AppServices.Build(
    [
        "--urls", "http://127.0.0.1:0",
        "--environment", "Production",
        "--contentRoot", AppFolder.Path,
        "--DataDirectory", _folder,
        "--Plan:ConnectionLimit", "10000",
        "--Logging:LogLevel:Default", "Error",
        .. settings,
    ],
        services =>
        {
            services.HashQuickly();
            more?.Invoke(services);
        });

    public Uri Address { get; private set; } = null!;

    /// <summary>The sign-in of the administrator.</summary>
    public CookieContainer Cookies { get; } = new();

    public IReadOnlyList<ChannelId> Channels { get; private set; } = [];

    public static Task<LiveBench> StartAsync(int instances, params string[] settings) => StartAsync(instances, null, settings);

    /// <param name="instances">How many are there and connected.</param>
    /// <param name="more">Services in the place of the usual ones.</param>
    /// <param name="settings">As on the command line.</param>
    public static async Task<LiveBench> StartAsync(int instances, Action<IServiceCollection>? more, params string[] settings)
    {
        var bench = await StartEmptyAsync(more, settings);
        await bench.EnterAsync();
        await bench.FillAsync(instances);
        return bench;
    }

    /// <summary>Nobody can sign in yet, so that every page leads to the setup.</summary>
    public static async Task<LiveBench> StartEmptyAsync(Action<IServiceCollection>? more, params string[] settings)
    {
        var bench = new LiveBench(more, settings);
        await PreparedData.CopyEmptyToAsync(new DataFolder(bench._folder));
        await bench._app.Services.PrepareAsync(CancellationToken.None);
        await bench._app.StartAsync();
        bench.Address = new Uri(bench._app.Urls.First());
        return bench;
    }

    /// <summary>The first administrator is there from now on, and signed in.</summary>
    public async Task EnterAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        var ana = await people.CreateAdministratorAsync("ana@loja.example", "Ana", Password, onlyIfFirst: true, CancellationToken.None);
        _administrator = ana.Id;
        await PostAsync("/entrar", "entrar", ("Email", ana.Email), ("Password", Password));
    }

    public string DatabaseFile => Path.Combine(_folder, "channels.db");

    /// <summary>Sends as the administrator.</summary>
    public Task<T> SendAsync<T>(IRequest<T> request) => SendAsync(scope => scope.BecomePersonAsync(_administrator), request);

    public Task<T> SendAsGatewayAsync<T>(IRequest<T> request) => SendAsync(scope => Become(scope, x => x.BecomeGateway()), request);

    /// <summary>Sends as whoever is not signed in, from there.</summary>
    public Task<T> SendAsStrangerAsync<T>(Client client, IRequest<T> request) =>
        SendAsync(scope => Become(scope, x => x.Client = client), request);

    /// <summary>Sends as another module.</summary>
    public Task<T> SendAsModuleAsync<T>(IRequest<T> request) => SendAsync(scope => Become(scope, x => x.BecomeModule()), request);

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>One status change, as a gateway tells it.</summary>
    public Task ChangeAsync(ChannelId id, int attempt) => SendAsGatewayAsync(
        new ObserveLine(id, new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.Lost, Attempt = attempt }));

    /// <summary>The channel goes down and does not come back by itself.</summary>
    public Task FallAsync(ChannelId id, ReasonCode code = ReasonCode.LoggedOutOnPhone) => SendAsGatewayAsync(new ObserveLine(id, new StatusReason(code)));

    /// <summary>WhatsApp gives a sign of life on a channel's line, now.</summary>
    public void Confirm(ChannelId id) => _app.Services.GetRequiredService<IConfirmations>().Confirm(id);

    /// <summary>A customer's message comes in, sent now.</summary>
    public Task ReceiveAsync(ChannelId id, DateTimeOffset at) => SendAsync(
        scope => Become(scope, x => x.BecomeGateway()),
        LinkedDataExtensions.Written(id, LinkedDataExtensions.Contact("5521912345678"), at));

    /// <summary>The gateway is logged in with the channel's number again.</summary>
    public Task ComeBackAsync(ChannelId id) => SendAsGatewayAsync(new ObserveLogin(id, NumberOf(Channels.ToList().IndexOf(id))));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task FillAsync(int instances)
    {
        var created = new List<ChannelId>();
        for (var i = 0; i < instances; i++)
        {
            created.Add((await SendAsync(new CreateChannel($"Loja {i + 1}", ConnectionMethod.WhatsAppWeb))).Id);
            await SendAsGatewayAsync(new ObserveLogin(created[i], NumberOf(i)));
        }

        Channels = created;
    }

    private static PhoneNumber NumberOf(int instance) => PhoneNumber.FromDigits($"55119{70000000 + instance}")!;

    /// <summary>The administrator in another browser.</summary>
    public async Task<CookieContainer> SignInAgainAsync()
    {
        var cookies = new CookieContainer();
        await PostAsync("/entrar", "entrar", cookies, ("Email", "ana@loja.example"), ("Password", Password));
        return cookies;
    }

    /// <summary>Sends a page's form.</summary>
    public Task PostAsync(string page, string handler, params (string Name, string Value)[] fields) => PostAsync(page, handler, Cookies, fields);

    private async Task PostAsync(string page, string handler, CookieContainer cookies, params (string Name, string Value)[] fields)
    {
        using var transport = new LoopbackCookies(cookies, new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var http = new HttpClient(transport) { BaseAddress = Address };
        using var answer = await PostAsync(http, page, handler, fields);
        Assert.True((int)answer.StatusCode < 400, $"{page}: {answer.StatusCode}");
    }

    /// <summary>Sends a page's form, by way of this client.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient http, string page, string handler, params (string Name, string Value)[] fields) =>
        await PostAsync(http, page, handler, await TokenOnAsync(http, page), fields);

    /// <summary>The same, with the token of any page.</summary>
    public static Task<HttpResponseMessage> PostAsync(
        HttpClient http, string page, string handler, string token, params (string Name, string Value)[] fields) =>
        http.PostAsync(page, new FormUrlEncodedContent(
        [
            new("_handler", handler),
            new("__RequestVerificationToken", token),
            .. fields.Select(x => new KeyValuePair<string, string>(x.Name, x.Value)),
        ]));

    public static async Task<string> TokenOnAsync(HttpClient http, string page) =>
        TokenIn(await http.GetStringAsync(page));

    public static string TokenIn(string html) => Token().Match(html).Groups[1].Value;

    private static Task Become(IServiceProvider scope, Action<Sender> become)
    {
        become(scope.GetRequiredService<Sender>());
        return Task.CompletedTask;
    }

    private async Task<T> SendAsync<T>(Func<IServiceProvider, Task> become, IRequest<T> request)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await become(scope.ServiceProvider);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
