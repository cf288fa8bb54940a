using Bunit;
using Channels.App.Features.Create;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Official;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.Create;

public sealed class CreateDialogTests : MudContext
{
    [Theory]
    [InlineData(GatewayObstacle.NoNode, "Node.js 20")]
    [InlineData(GatewayObstacle.PackagesNotInstalled, "ainda não foram instalados")]
    [InlineData(GatewayObstacle.InstallationFailed, "falhou")]
    public async Task Method_ThatCannotWorkHere_IsDisabledWithItsReason(GatewayObstacle obstacle, string reason)
    {
        var (page, _) = await OpenAsync(obstacle);

        var method = page.Find("[data-method=WhatsAppWeb]");
        Assert.True(method.QuerySelector("input")!.HasAttribute("disabled"));
        Assert.Contains(reason, method.QuerySelector(".obstacle")!.TextContent, StringComparison.Ordinal);
        Assert.True(Button(page, "Continuar").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Methods_SayWhatTheUserWrote()
    {
        var (page, _) = await OpenAsync();

        string[] words =
        [
            "Vantagens", "Setup instantâneo", "Não precisa de verificação empresarial", "Processo simples",
            "Atenção", "Pode sofrer bloqueios", "Não é a API oficial", "Depende do WhatsApp Web ativo",
            "100% compliant", "Sem risco de ban", "Conexão oficial com Meta",
            "Requisitos", "Conta no Facebook/Meta Business", "WhatsApp Business Account (WABA)", "Número de telefone verificado",
        ];
        Assert.All(words, x => Assert.Contains(x, page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requirements_AreNoWarning()
    {
        var (page, _) = await OpenAsync();

        Assert.Equal(3, page.FindAll("[data-method=MetaCloud] .line.need").Count);
        Assert.DoesNotContain("info-outlined", page.Find("[data-method=MetaCloud]").InnerHtml, StringComparison.Ordinal);
        Assert.Contains("info-outlined", page.Find("[data-method=WhatsAppWeb]").InnerHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConnectionMethod.WhatsAppWeb, "Criar e conectar", "2")]
    [InlineData(ConnectionMethod.MetaCloud, "Continuar", "1")]
    public async Task Method_ChosenBefore_IsStartedWithItsName_UnlessItCannotWorkHere(ConnectionMethod chosen, string next, string step)
    {
        var page = (await OpenAsync<CreateDialog>(new DialogParameters<CreateDialog> { { x => x.Methods, Methods() }, { x => x.Chosen, chosen } })).Page;

        Assert.NotNull(Button(page, next));
        Assert.StartsWith(step, page.Find("[aria-current=step]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulator_WhereItIsOffered_StandsApartAndIsNotChosenByItself()
    {
        var (page, _) = await OpenAsync(simulator: true);

        var method = page.Find("[data-method=Simulator]");
        Assert.Contains("só em desenvolvimento", method.TextContent, StringComparison.Ordinal);
        Assert.Contains("simulator", method.ClassList);
        Assert.False(method.QuerySelector("input")!.HasAttribute("checked"));
        Assert.True(page.Find("[data-method=WhatsAppWeb] input").HasAttribute("checked"));
    }

    [Fact]
    public async Task Create_WithAName_ClosesWithTheNewInstance()
    {
        var created = Snapshots.Of("Vendas");
        UseCases.Answer<CreateChannel, ChannelSnapshot>(_ => created);
        var (page, dialog) = await OpenAsync();

        await NameAsync(page, "Vendas");

        Assert.Same(created, (await dialog.Result)!.Data);
        Assert.Equal(new CreateChannel("Vendas", ConnectionMethod.WhatsAppWeb), Assert.Single(UseCases.Sent));
    }

    [Theory]
    [InlineData(Rule.NameTaken, "Já existe uma instância chamada “Vendas”.")]
    [InlineData(Rule.NameRequired, "Digite um nome.")]
    [InlineData(Rule.LimitReached, "Todas as Vendas conexões")]
    public async Task Create_ThatBreaksARule_SaysSoAndLosesNothing(Rule rule, string words)
    {
        UseCases.Fail<CreateChannel>(new RuleViolation(rule, "Vendas"));
        var (page, dialog) = await OpenAsync();

        await NameAsync(page, "Vendas");

        Assert.Contains(words, page.Markup, StringComparison.Ordinal);
        Assert.Equal("Vendas", page.Find(".name input").GetAttribute("value"));
        Assert.False(dialog.Result.IsCompleted);
        Assert.False(Button(page, "Criar e conectar").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Name_IsCountedAsAPersonCounts()
    {
        var (page, _) = await OpenAsync();
        await PressAsync(page, "Continuar");

        await page.InvokeAsync(() => page.Find(".name input").InputAsync(new() { Value = "Família 👨‍👩‍👧‍👦" }));

        Assert.Equal("9/60", page.Find(".count").TextContent);
    }

    [Fact]
    public async Task Official_IsCreatedWithoutANameAndLedToFacebook()
    {
        var created = Snapshots.Of("WhatsApp API Oficial");
        UseCases.Answer<CreateChannel, ChannelSnapshot>(_ => created);
        UseCases.Answer<BeginAuthorization, AuthorizationStart>(_ => new(new Uri("https://facebook.example/dialog?state=x"), Snapshots.Now));
        var page = await OpenOfficialAsync(byFacebook: true);
        Assert.Contains("Se ficar vazio, usamos o nome verificado pela Meta.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Conectar com Facebook", page.Find("button[type=submit]").TextContent.Trim());

        await page.Find("form").SubmitAsync();

        Assert.Equal([new CreateChannel("", ConnectionMethod.MetaCloud), new BeginAuthorization(created.Id)], UseCases.Sent);
        Assert.Equal("https://facebook.example/dialog?state=x", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public async Task Official_ThatCannotBegin_IsNotCreatedTwice()
    {
        var created = Snapshots.Of("Vendas");
        UseCases.Answer<CreateChannel, ChannelSnapshot>(_ => created);
        UseCases.Fail<BeginAuthorization>(new GatewayUnavailable(ConnectionCause.NoAnswer));
        var page = await OpenOfficialAsync(byFacebook: true);
        await page.Find(".name input").InputAsync(new() { Value = "Vendas" });

        await page.Find("form").SubmitAsync();
        Assert.Contains("A instância “Vendas” já foi criada.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("3Conexão", page.Find("[aria-current=step]").TextContent);
        Assert.Equal("Vendas", page.Find(".name input").GetAttribute("value"));
        await page.Find("form").SubmitAsync();

        Assert.Equal((1, 2), (UseCases.Count<CreateChannel>(), UseCases.Count<BeginAuthorization>()));
    }

    [Fact]
    public async Task Official_AtTheLimit_SaysSoAndBeginsNothing()
    {
        UseCases.Fail<CreateChannel>(new RuleViolation(Rule.LimitReached, 3));
        var page = await OpenOfficialAsync(byFacebook: true);

        await page.Find("form").SubmitAsync();

        Assert.Contains("Todas as 3 conexões", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, UseCases.Count<BeginAuthorization>());
    }

    [Fact]
    public async Task Official_WithoutFacebook_IsCreated_AndItsTokenIsAskedForNext()
    {
        UseCases.Answer<CreateChannel, ChannelSnapshot>(_ => Snapshots.Of("Vendas"));
        var page = await OpenOfficialAsync(byFacebook: false);
        Assert.Contains("você informa um token da Meta", page.Find(".next").TextContent, StringComparison.Ordinal);

        await page.Find("form").SubmitAsync();

        Assert.Equal(0, UseCases.Count<BeginAuthorization>());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("form")));
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenOfficialAsync(bool byFacebook)
    {
        IReadOnlyList<OfferedMethod> methods =
            [new(ConnectionMethod.WhatsAppWeb, null), new(ConnectionMethod.MetaCloud, null) { Ways = new OfficialWays(byFacebook, AppId: "1") }];
        var page = (await OpenAsync<CreateDialog>(new DialogParameters<CreateDialog> { { x => x.Methods, methods } })).Page;
        await page.Find("[data-method=MetaCloud] input").ChangeAsync(new ChangeEventArgs { Value = "on" });
        await Button(page, "Continuar").ClickAsync(new());
        return page;
    }

    private Task<(IRenderedComponent<MudDialogProvider> Page, IDialogReference Dialog)> OpenAsync(
        GatewayObstacle? web = null, bool simulator = false) =>
        OpenAsync<CreateDialog>(new DialogParameters<CreateDialog> { { x => x.Methods, Methods(web, simulator) } });

    private static IReadOnlyList<OfferedMethod> Methods(GatewayObstacle? web = null, bool simulator = false) =>
    [
        new(ConnectionMethod.WhatsAppWeb, web),
        new(ConnectionMethod.MetaCloud, GatewayObstacle.MetaNotConfigured),
        .. simulator ? [new(ConnectionMethod.Simulator, null)] : Array.Empty<OfferedMethod>(),
    ];

    private static async Task NameAsync(IRenderedComponent<MudDialogProvider> page, string name)
    {
        await PressAsync(page, "Continuar");
        await page.InvokeAsync(() => page.Find(".name input").InputAsync(new() { Value = name }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
    }
}
