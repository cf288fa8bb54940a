using System.Net;
using System.Text.RegularExpressions;
using Channels.App.Live;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.VirtualPhone;

/// <summary>The virtual phone as HTTP sees it, in development and in production.</summary>
public sealed partial class SimulatorPagesTests : IDisposable
{
    private const string Password = "uma senha bem longa";
    private readonly string _folder = Scratch.CreateFolder("channels-phone-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Code_ShowsAForm_WhichLinksOnceAndLeadsToThePhone()
    {
        await using var app = Start("Development");
        var ana = await AddAnaAsync(app);
        using var phone = Open(app);
        var (id, address) = await PairAsync(app, ana);

        var form = await ReadAsync(await phone.GetAsync(address, Cancellation));
        Assert.Contains("Vincular a Channels?", form, StringComparison.Ordinal);
        Assert.Contains("Simulador — não é o WhatsApp", form, StringComparison.Ordinal);
        Assert.Contains("“Vendas”", form, StringComparison.Ordinal);

        var linked = await PostAsync(phone, address, form, ("number", "(11) 98765-4321"), ("profile", " Loja da Ana "));

        Assert.StartsWith("/simulador/celular/", linked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var channel = (await SendAsync(app, ana, new ListChannels())).Channels.Single(x => x.Id == id);
        Assert.Equal((ReasonCode.Connected, "+5511987654321", "Loja da Ana"), (channel.Reason.Code, channel.Number!.E164, channel.ProfileName));
        var page = await phone.GetAsync(linked.Headers.Location, Cancellation);
        Assert.Contains("Loja da Ana", await ReadAsync(page), StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(linked.Headers.Location, (await phone.GetAsync(address, Cancellation)).Headers.Location);
        Assert.Equal(linked.Headers.Location, (await PostAsync(phone, address, form, ("number", "(21) 91234-5678"))).Headers.Location);
        Assert.Equal("+5511987654321", (await SendAsync(app, ana, new ListChannels())).Channels.Single(x => x.Id == id).Number!.E164);

        await SendAsync(app, ana, new DisconnectChannel(id));
        Assert.Equal(HttpStatusCode.Gone, (await phone.GetAsync(address, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(phone, address, form, ("number", "(11) 98765-4321"))).StatusCode);
    }

    [Fact]
    public async Task Number_ThatIsNone_IsSaidAndTheCodeIsNotSpent()
    {
        await using var app = Start("Development");
        var ana = await AddAnaAsync(app);
        using var phone = Open(app);
        var (_, address) = await PairAsync(app, ana);
        var form = await ReadAsync(await phone.GetAsync(address, Cancellation));

        var answer = await ReadAsync(await PostAsync(phone, address, form, ("number", "12"), ("profile", "Loja")));

        Assert.Contains("value=\"12\"", answer, StringComparison.Ordinal);
        Assert.Contains("form-error", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync(address, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Form_WithoutItsToken_LinksNothing()
    {
        await using var app = Start("Development");
        var ana = await AddAnaAsync(app);
        using var phone = Open(app);
        var (id, address) = await PairAsync(app, ana);

        var answer = await phone.PostAsync(address, new FormUrlEncodedContent([new("number", "11987654321")]), Cancellation);

        Assert.Contains("O formulário ficou aberto tempo demais.", await ReadAsync(answer), StringComparison.Ordinal);
        Assert.Equal(
            ReasonCode.CodeOnScreen,
            (await SendAsync(app, ana, new ListChannels())).Channels.Single(x => x.Id == id).Reason.Code);
    }

    [Fact]
    public async Task Phone_OfAnUnknownKey_IsNotThere()
    {
        await using var app = Start("Development");
        await AddAnaAsync(app);
        using var phone = Open(app);

        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync("/simulador/celular/abc", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await phone.GetAsync("/simulador/abc", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task PhoneOfAnInstance_IsOpenedByAdministratorsOnly()
    {
        await using var app = Start("Development");
        var ana = await AddAnaAsync(app);
        var (id, _) = await PairAsync(app, ana);
        using var browser = Open(app);
        Assert.StartsWith("/entrar", (await OpenPhoneAsync()).Headers.Location!.OriginalString, StringComparison.Ordinal);

        await SignInAsync(browser);
        Assert.StartsWith("/simulador/celular/", (await OpenPhoneAsync()).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/canais/{Guid.NewGuid()}/celular", Cancellation)).StatusCode);

        await PeopleAsync(app, async people =>
        {
            await people.CreateAdministratorAsync("bia@loja.example", "Bia", Password, onlyIfFirst: false, Cancellation);
            await people.SetRoleAsync(ana, Role.Operator, Cancellation);
            return true;
        });
        await SignInAsync(browser);
        Assert.StartsWith("/sem-acesso", (await OpenPhoneAsync()).Headers.Location!.OriginalString, StringComparison.Ordinal);

        Task<HttpResponseMessage> OpenPhoneAsync() => browser.GetAsync($"/canais/{id}/celular", Cancellation);
    }

    [Fact]
    public async Task Production_HasNoSimulator()
    {
        IServiceCollection? registered = null;
        await using var app = Start("Production", services => registered = services);
        var ana = await AddAnaAsync(app);
        using var browser = Open(app);
        await SignInAsync(browser);

        Assert.DoesNotContain(registered!, x => new[] { x.ServiceType, x.ImplementationType, x.ImplementationInstance?.GetType() }
            .Any(type => type?.Namespace?.Contains("Simulator", StringComparison.Ordinal) ?? false));
        Assert.Null(app.Services.GetService<IVirtualPhones>());
        Assert.Null(app.Services.GetService<IConsoleAddress>());
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        Assert.DoesNotContain(routes, x => Regex.IsMatch(x.RoutePattern.RawText!, "simulador|celular"));
        foreach (var path in (string[])["/simulador/abc", "/simulador/celular/abc", $"/canais/{Guid.NewGuid()}/celular"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path, Cancellation)).StatusCode);
        }

        Assert.DoesNotContain((await SendAsync(app, ana, new ListChannels())).Methods, x => x.Method == ConnectionMethod.Simulator);
        var broken = await Rules.BreaksAsync(
            Rule.MethodNotAvailable, () => SendAsync(app, ana, new CreateChannel("Vendas", ConnectionMethod.Simulator)));
        Assert.Equal([GatewayObstacle.OnlyInDevelopment], broken.Arguments);
    }

    [Fact]
    public async Task Circuit_IsOpenToAPhoneInDevelopment_AndToNobodyElse()
    {
        await using (var app = Start("Development"))
        {
            using var phone = Open(app);
            using var anybody = Open(app);
            var (_, address) = await PairAsync(app, await AddAnaAsync(app));
            var form = await phone.GetStringAsync(address, Cancellation);
            var linked = await PostAsync(phone, address, form, ("number", "(11) 98765-4321"), ("profile", "Loja"));
            await phone.GetStringAsync(linked.Headers.Location, Cancellation);

            Assert.Equal(HttpStatusCode.OK, (await NegotiateAsync(phone)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await NegotiateAsync(anybody)).StatusCode);
        }

        await using (var app = Start("Production"))
        {
            using var anybody = Open(app);
            Assert.Equal(HttpStatusCode.Unauthorized, (await NegotiateAsync(anybody)).StatusCode);
        }

        static Task<HttpResponseMessage> NegotiateAsync(HttpClient browser) =>
            browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, Cancellation);
    }

    [Fact]
    public async Task Production_OnTheDataOfDevelopment_DoesNotLeaveAnInstanceConnected_AndDevelopmentBringsItBack()
    {
        string ana;
        ChannelId id;
        await using (var app = Start("Development"))
        {
            ana = await AddAnaAsync(app);
            (id, var address) = await PairAsync(app, ana);
            var phones = app.Services.GetRequiredService<IVirtualPhones>();
            Assert.NotNull(await phones.LinkAsync(address[(address.LastIndexOf('/') + 1)..], PhoneNumber.FromDigits("5511987654321")!, "Loja"));
        }

        await using (var app = Start("Production"))
        {
            Assert.Equal(ReasonCode.OnlyInDevelopment, await ReasonAsync(app));
        }

        await using (var app = Start("Development"))
        {
            await app.Services.GetRequiredService<IVirtualPhones>().OfAsync(id);
            Assert.Equal(ReasonCode.Connected, await Tools.UntilAsync(() => ReasonAsync(app), x => x == ReasonCode.Connected));
        }

        async Task<ReasonCode> ReasonAsync(WebApplicationFactory<Program> app) =>
            (await SendAsync(app, ana, new ListChannels())).Channels.Single(x => x.Id == id).Reason.Code;
    }

    private WebApplicationFactory<Program> Start(string environment, Action<IServiceCollection>? look = null) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseEnvironment(environment)
            .UseSetting("DataDirectory", _folder)
            .ConfigureTestServices(services => look?.Invoke(services)));

    private static HttpClient Open(WebApplicationFactory<Program> app) =>
        app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    private static async Task<string> AddAnaAsync(WebApplicationFactory<Program> app) =>
        (await PeopleAsync(app, people =>
            people.CreateAdministratorAsync("ana@loja.example", "Ana", Password, onlyIfFirst: true, Cancellation))).Id;

    private static async Task<T> PeopleAsync<T>(WebApplicationFactory<Program> app, Func<IPeople, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IPeople>());
    }

    private static async Task<T> SendAsync<T>(WebApplicationFactory<Program> app, string person, IRequest<T> request)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.BecomePersonAsync(person);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }

    /// <summary>A pairing, and the path of its code as an administrator's dialog gets it.</summary>
    private static async Task<(ChannelId Id, string Address)> PairAsync(WebApplicationFactory<Program> app, string ana)
    {
        var id = (await SendAsync(app, ana, new CreateChannel("Vendas", ConnectionMethod.Simulator))).Id;
        await SendAsync(app, ana, new ConnectChannel(id));
        var codes = new Seen<PairingCode?>();
        using var watch = app.Services.GetRequiredService<PairingFeed>()
            .Subscribe(Reader.Console, id, () => Task.FromResult(new Actor(ana, "Ana", Role.Administrator)), codes.TakeAsync);
        return (id, new Uri((await codes.NextAsync())!.Text).AbsolutePath);
    }

    private static async Task SignInAsync(HttpClient browser)
    {
        var form = await browser.GetStringAsync("/sair", Cancellation);
        await PostAsync(browser, "/sair", form, ("_handler", "sair"));
        form = await browser.GetStringAsync("/entrar", Cancellation);
        await PostAsync(browser, "/entrar", form, ("_handler", "entrar"), ("Email", "ana@loja.example"), ("Password", Password));
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser, string path, string form, params (string Name, string Value)[] fields) =>
        await browser.PostAsync(
            path,
            new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", Token().Match(form).Groups[1].Value),
                .. fields.Select(x => new KeyValuePair<string, string>(x.Name, x.Value)),
            ]),
            Cancellation);

    private static async Task<string> ReadAsync(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
