using Bunit;
using Channels.App.Features.Alerts;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Alerts;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.Alerts;

public sealed class AlertsPageTests : MudContext
{
    private static readonly AlertChoices Choices = AlertChoices.Default.ByMail(25, "ana").ByWebhook("https://crm.loja.example/avisos");
    private AlertSettingsView _saved = new(Choices, Revision: 4, HasPassword: true, HasSecret: true);
    private IReadOnlyList<Incident> _recent = [];

    public AlertsPageTests() => UseCases.Answer<ReadAlerts, AlertsOverview>(_ => new AlertsOverview(_saved, _recent));

    protected override void AddServices(IServiceCollection services) => services.AddSingleton<NewsFeed<AlertsChanged>>();

    [Fact]
    public void Render_ShowsWhatIsSavedAndNoPassword()
    {
        var page = Render<AlertsPage>();

        Assert.Equal("127.0.0.1", Value(page, "#host"));
        Assert.Equal("25", Value(page, "#port"));
        Assert.Equal("https://crm.loja.example/avisos", Value(page, "#webhook"));
        Assert.Equal("ana@loja.example, beto@loja.example", Value(page, "#recipients"));
        Assert.Equal(("", "já salva"), (Value(page, "#mail-password"), page.Find("#mail-password").GetAttribute("placeholder")));
        Assert.All(page.FindAll("[role=switch]"), x => Assert.True(x.HasAttribute("checked")));
    }

    [Fact]
    public async Task Save_SendsWhatIsTypedWithTheRevisionThatWasSeen()
    {
        AnswerChange(request => request.Choices);
        var page = Render<AlertsPage>();
        await page.InvokeAsync(() => page.Find("#host").ChangeAsync(new() { Value = " smtp.loja.example " }));
        await page.InvokeAsync(() => page.Find("#security").ChangeAsync(new() { Value = "Tls" }));
        await page.InvokeAsync(() => page.Find("#mail-password").ChangeAsync(new() { Value = "nova senha" }));
        await page.InvokeAsync(() => page.Find("#grace").ChangeAsync(new() { Value = "8" }));

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        var sent = Assert.Single(UseCases.Sent.OfType<ChangeAlerts>());
        Assert.Equal(
            Choices with { GraceMinutes = 8, Mail = Choices.Mail with { Host = "smtp.loja.example", Security = MailSecurity.Tls } }, sent.Choices);
        Assert.Equal(("nova senha", 4), (sent.Password, sent.Seen));
        Assert.Equal("", Value(page, "#mail-password"));
        Assert.Contains("Alterações salvas.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_BrokenRule_SaysItAndKeepsWhatWasTyped()
    {
        UseCases.Fail<ChangeAlerts>(new RuleViolation(Rule.MailRecipientInvalid, "beto"));
        var page = Render<AlertsPage>();
        await page.InvokeAsync(() => page.Find("#recipients").ChangeAsync(new() { Value = "ana@loja.example, beto" }));
        await page.InvokeAsync(() => page.Find("#mail-password").ChangeAsync(new() { Value = "nova senha" }));

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        Assert.Equal("“beto” não é um e-mail válido.", page.Find("[role=alert]").TextContent.Trim());
        Assert.Equal(("ana@loja.example, beto", "nova senha"), (Value(page, "#recipients"), Value(page, "#mail-password")));
    }

    [Fact]
    public async Task Save_SomebodyElseChangedThem_SaysWhoAndSavesOnTheSecondClick()
    {
        UseCases.Answer<ChangeAlerts, ChangedAlerts>(request => request.Seen == 4
            ? throw new RuleViolation(Rule.AlertsChangedMeanwhile, "Beto", 6L)
            : new ChangedAlerts(_saved with { Choices = request.Choices }, null));
        var page = Render<AlertsPage>();
        await page.InvokeAsync(() => page.Find("#grace").ChangeAsync(new() { Value = "8" }));

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("Beto mudou estas configurações enquanto você editava", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("8", Value(page, "#grace"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        Assert.Equal([4L, 6L], UseCases.Sent.OfType<ChangeAlerts>().Select(x => x.Seen));
    }

    [Fact]
    public async Task Save_SomebodyElseChangedThem_OffersWhatIsSaved()
    {
        UseCases.Fail<ChangeAlerts>(new RuleViolation(Rule.AlertsChangedMeanwhile, "Beto", 6L));
        var page = Render<AlertsPage>();
        await page.InvokeAsync(() => page.Find("#grace").ChangeAsync(new() { Value = "8" }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        _saved = _saved with { Choices = Choices with { GraceMinutes = 20 }, Revision = 6 };

        await PressAsync(page, "Descartar as minhas e ver as salvas");

        Assert.Equal("20", Value(page, "#grace"));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Save_FirstWebhook_ShowsTheSecretOnce()
    {
        _saved = new AlertSettingsView(AlertChoices.Default, 0, HasPassword: false, HasSecret: false);
        UseCases.Answer<ChangeAlerts, ChangedAlerts>(
            request => new ChangedAlerts(new AlertSettingsView(request.Choices, 1, false, true), "0123abcd"));
        var dialogs = Render<MudDialogProvider>();
        var page = Render<AlertsPage>();
        await SwitchAsync(page, AlertRoute.Webhook, on: true);
        Assert.Contains("Será gerado quando você ligar", page.Markup, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        dialogs.WaitForAssertion(() => Assert.Equal("0123abcd", dialogs.Find("input").GetAttribute("value")));
        Assert.DoesNotContain("0123abcd", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renew_AsksFirst()
    {
        UseCases.Answer<RenewWebhookSecret, string>(_ => "feedbeef");
        var (dialog, _) = await OpenAsync<SecretDialog>([]);
        Assert.Empty(dialog.FindAll("input"));

        await PressAsync(dialog, "Gerar novo segredo");

        Assert.Equal("feedbeef", dialog.Find("input").GetAttribute("value"));
        Assert.Equal(1, UseCases.Count<RenewWebhookSecret>());
    }

    [Fact]
    public async Task Test_SaysInWordsWhatBecameOfIt()
    {
        UseCases.Answer<SendTestAlert, AlertOutcome>(request => request.Route == AlertRoute.Mail
            ? AlertOutcome.Failed(AlertTrouble.MailRefused, "554 5.7.1 Message rejected")
            : AlertOutcome.Accepted());
        var page = Render<AlertsPage>();

        await PressAsync(page, () => page.Find("[data-route=Mail] .test button"));
        await PressAsync(page, () => page.Find("[data-route=Webhook] .test button"));

        Assert.Equal(
            "O teste não foi enviado. O servidor de e-mail recusou a mensagem. Resposta do servidor: 554 5.7.1 Message rejected",
            page.Find("[data-route=Mail] .form-error").TextContent);
        Assert.Equal("Teste enviado. Confira se chegou.", page.Find("[data-route=Webhook] .form-done").TextContent);
    }

    [Fact]
    public async Task Test_SomethingTypedIsNotSaved_HasToBeSavedFirst()
    {
        var page = Render<AlertsPage>();
        Assert.False(page.Find("[data-route=Mail] .test button").HasAttribute("disabled"));

        await page.InvokeAsync(() => page.Find("#host").ChangeAsync(new() { Value = "smtp.loja.example" }));

        Assert.True(page.Find("[data-route=Mail] .test button").HasAttribute("disabled"));
        Assert.Contains("Salve as alterações para testá-las.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RouteThatIsOff_IsFolded_AndKeepsWhatWasTyped()
    {
        _saved = new AlertSettingsView(AlertChoices.Default, 0, HasPassword: false, HasSecret: false);
        var page = Render<AlertsPage>();
        Assert.Empty(page.FindAll(".fields, .test"));

        await SwitchAsync(page, AlertRoute.Mail, on: true);
        await page.InvokeAsync(() => page.Find("#host").ChangeAsync(new() { Value = "smtp.loja.example" }));
        await SwitchAsync(page, AlertRoute.Mail, on: false);
        Assert.Empty(page.FindAll(".fields, .test"));
        await SwitchAsync(page, AlertRoute.Mail, on: true);

        Assert.Equal("smtp.loja.example", Value(page, "#host"));
        Assert.Single(page.FindAll(".fields"));
    }

    [Theory]
    [InlineData(AlertRoute.Mail, "Preencha os destinatários para poder testar.")]
    [InlineData(AlertRoute.Webhook, "Preencha o endereço para poder testar.")]
    public void Test_WithoutAnAddress_WaitsForOne(AlertRoute route, string words)
    {
        _saved = _saved with { Choices = Choices with { WebhookAddress = "", Mail = Choices.Mail with { Recipients = "" } } };

        var page = Render<AlertsPage>();

        Assert.True(page.Find($"[data-route={route}] .test button").HasAttribute("disabled"));
        Assert.Equal(words, page.Find($"[data-route={route}] .test small").TextContent);
    }

    [Fact]
    public async Task Password_OfAnotherServer_IsNoLongerCalledSaved()
    {
        var page = Render<AlertsPage>();

        await page.InvokeAsync(() => page.Find("#host").ChangeAsync(new() { Value = "smtp.loja.example" }));

        Assert.False(page.Find("#mail-password").HasAttribute("placeholder"));
    }

    [Fact]
    public async Task Load_Fails_OffersToTryAgain()
    {
        UseCases.Fail<ReadAlerts>(new InvalidOperationException("the disk"));
        var page = Render<AlertsPage>();
        Assert.Empty(page.FindAll("form"));
        UseCases.Answer<ReadAlerts, AlertsOverview>(_ => new AlertsOverview(_saved, _recent));

        await PressAsync(page, "Tentar de novo");

        Assert.NotNull(page.Find("form"));
    }

    [Fact]
    public async Task Recent_SaysWhatWasSentAndWhatStoodInTheWay()
    {
        await using var bench = new Workbench();
        await bench.InitializeAsync();
        var sales = await bench.CreateConnectedAsync("Vendas", "5511987654321");
        await bench.TurnOnAsync(x => x.ByMail(25).ByWebhook("https://crm.loja.example"));
        await bench.DropAsync(sales, ReasonCode.LoggedOutOnPhone);
        await bench.PassAsync(5);
        _recent = await bench.IncidentsAsync();
        _recent[0].Deliveries[0].Conclude(AlertOutcome.Refused(AlertTrouble.HttpStatus, "404"), bench.Time.GetUtcNow());

        var page = Render<AlertsPage>();

        var list = page.Find(".recent");
        Assert.Contains("Vendas", list.TextContent, StringComparison.Ordinal);
        Assert.Contains("ainda não voltou", list.TextContent, StringComparison.Ordinal);
        Assert.Contains("O webhook respondeu com HTTP 404.", list.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Não enviado", "Aguardando"], page.FindAll(".state").Select(x => x.TextContent));
    }

    [Fact]
    public async Task Recent_Changes_IsShownWithoutAReloadAndLeavesWhatIsTyped()
    {
        await using var bench = new Workbench(services => services.AddSingleton<MediatR.INotificationHandler<AlertsChanged>>(Services.GetRequiredService<NewsFeed<AlertsChanged>>()));
        await bench.InitializeAsync();
        var sales = await bench.CreateConnectedAsync("Vendas", "5511987654321");
        await bench.TurnOnAsync(x => x.ByMail(25));
        UseCases.Answer<ReadAlerts, AlertsOverview>(_ => new AlertsOverview(_saved, _recent));
        var page = Render<AlertsPage>();
        await page.InvokeAsync(() => page.Find("#grace").ChangeAsync(new() { Value = "8" }));

        await bench.DropAsync(sales, ReasonCode.LoggedOutOnPhone);
        await bench.PassAsync(5);
        _recent = await bench.IncidentsAsync();
        await bench.DeliverAsync(AlertRoute.Mail);

        await UntilAsync(page, () => Assert.Equal(["Aguardando"], page.FindAll(".state").Select(x => x.TextContent)));
        Assert.Equal("8", Value(page, "#grace"));
    }

    [Fact]
    public async Task Dispose_ReleasesTheSubscription()
    {
        Render<AlertsPage>();
        Assert.Equal(1, Services.GetRequiredService<NewsFeed<AlertsChanged>>().Viewers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<NewsFeed<AlertsChanged>>().Viewers);
    }

    [Fact]
    public void Recent_None_SaysSo() => Assert.Contains("Nenhum aviso enviado até agora.", Render<AlertsPage>().Markup, StringComparison.Ordinal);

    private static Task SwitchAsync(IRenderedComponent<AlertsPage> page, AlertRoute route, bool on) =>
        page.InvokeAsync(() => page.Find($"[data-route={route}] [role=switch]").ChangeAsync(new() { Value = on }));

    private void AnswerChange(Func<ChangeAlerts, AlertChoices> choices) =>
        UseCases.Answer<ChangeAlerts, ChangedAlerts>(
            request => new ChangedAlerts(_saved with { Choices = choices(request), Revision = request.Seen + 1 }, null));

    private static string Value(IRenderedComponent<AlertsPage> page, string selector) => page.Find(selector) switch
    {
        AngleSharp.Html.Dom.IHtmlInputElement input => input.Value,
        AngleSharp.Html.Dom.IHtmlTextAreaElement area => area.GetAttribute("value") ?? area.Value,
        var other => throw new InvalidOperationException(other.TagName),
    };
}
