using Bunit;
using Channels.App.Features.Integrations;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.Integrations;

public sealed class EndpointPageTests : MudContext
{
    private static readonly ChannelSnapshot Sales = Snapshots.Of("Vendas");
    private static readonly WebhookOrder Order = new("https://erp.loja.example/eventos", [EventTypes.MessageReceived], Channels: null, ShowsMessages: true);
    private readonly WebhookEndpoint _endpoint = WebhookEndpoint.Make(Guid.NewGuid(), Order, [], 0, "Ana", Snapshots.Now);
    private List<WebhookDelivery> _deliveries = [];
    private int _waiting;

    public EndpointPageTests()
    {
        UseCases.Answer<FindEndpoint, KeptEndpoint>(_ => new KeptEndpoint(_endpoint, [], _waiting));
        UseCases.Answer<ListDeliveries, IReadOnlyList<WebhookDelivery>>(x => [.. _deliveries.Where(y => x.Stage is null || y.Stage == x.Stage)]);
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([Sales], 10, [], []));
    }

    protected override void AddServices(IServiceCollection services) => services.AddSingleton<NewsFeed<WebhooksChanged>>();

    [Fact]
    public void Endpoint_ThatAnswers_SaysWhatItHears_AndWhatItTook()
    {
        _deliveries = [Delivery(new WebhookOutcome(204, null, null, TimeSpan.FromMilliseconds(12)))];

        var page = Open();

        Assert.Contains("Mensagem recebida · todas as instâncias", page.Find(".endpoint-head").TextContent, StringComparison.Ordinal);
        Assert.Equal("Ativo", page.Find(".chip").TextContent);
        Assert.Equal(["Entregue", "Mensagem recebida", "Resposta 204, em 12 ms."], page.FindAll(".deliveries button > :not(.when)").Select(x => x.TextContent));
        Assert.Equal("Enviar um teste", page.Find(".actions .primary").TextContent);
    }

    [Fact]
    public void Endpoint_ThatFails_SaysSinceWhen_AndWhatWaits()
    {
        _waiting = 1_234;
        _endpoint.Fail([new TriedEvent(1, EventTypes.MessageReceived, new WebhookOutcome(401, null, "no", TimeSpan.Zero))], Snapshots.Now);

        var page = Open();

        Assert.Equal("Sem resposta", page.Find(".chip").TextContent);
        Assert.Contains("1.234 eventos aguardam", page.Find(".state").TextContent, StringComparison.Ordinal);
        Assert.Contains("Próxima tentativa:", page.Find(".endpoint-head").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EndpointOff.ByPerson, "Desligado")]
    [InlineData(EndpointOff.Gone, "Desligado: o endereço não existe mais")]
    [InlineData(EndpointOff.Failed, "Desligado: não respondeu por 5 dias")]
    public void Endpoint_ThatIsOff_SaysWhy_AndCanBeSwitchedOn(EndpointOff why, string says)
    {
        _endpoint.SwitchOff(why, Snapshots.Now);
        UseCases.Answer<SwitchEndpoint, Unit>(_ => Unit.Value);

        var page = Open();
        page.Find("[data-do=on]").Click();

        Assert.Equal(says, page.Find(".chip").TextContent);
        Assert.Equal([new SwitchEndpoint(_endpoint.Id, On: true)], UseCases.Sent.OfType<SwitchEndpoint>());
    }

    [Fact]
    public void Test_ShowsWhatCameBack()
    {
        UseCases.Answer<TryEndpoint, WebhookOutcome>(_ => new WebhookOutcome(401, null, "<b>não</b>", TimeSpan.FromMilliseconds(7)));

        var page = Open();
        page.Find("[data-do=test]").Click();

        var said = page.Find("p[role=status]");
        Assert.Contains("O teste não foi aceito. Resposta 401, em 7 ms.", said.TextContent, StringComparison.Ordinal);
        Assert.Equal("<b>não</b>", said.QuerySelector("code")!.TextContent);
    }

    [Fact]
    public void Deliveries_AreFilteredByTheAddress()
    {
        _deliveries = [Delivery(new WebhookOutcome(204, null, null, TimeSpan.Zero)), Delivery(new WebhookOutcome(null, WebhookTrouble.NoAnswer, null, TimeSpan.Zero))];
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/integracoes/webhooks/{_endpoint.Id}?estado=Waiting");

        var page = Open();

        Assert.Contains("Sem resposta a tempo", Assert.Single(page.FindAll(".deliveries > li")).TextContent, StringComparison.Ordinal);
        Assert.Equal("page", page.Find("[data-stage=Waiting]").GetAttribute("aria-current"));
    }

    [Fact]
    public void Endpoint_ThatIsGone_IsSaid()
    {
        UseCases.Fail<FindEndpoint>(new RuleViolation(Rule.EndpointNotFound));

        Assert.Contains("Webhook não encontrado", Open().Find("h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_SendsWhatWasTyped_AndShowsTheSecretOnce()
    {
        JSInterop.SetupModule("/js/clipboard.js").Setup<bool>("copy", "whsec_geheim").SetResult(true);
        UseCases.Answer<MakeEndpoint, MadeEndpoint>(x => new MadeEndpoint(x.Id, "whsec_geheim"));
        var (page, _) = await OpenAsync<EndpointDialog>(new DialogParameters<EndpointDialog>());
        await page.InvokeAsync(() => page.Find("#endpoint-url").InputAsync(new() { Value = "https://erp.loja.example/eventos" }));
        await page.InvokeAsync(() => page.FindAll("[name=types]")[1].ChangeAsync(new() { Value = "on" }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("Escolha ao menos um evento.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await CheckAsync(page, "Mensagem recebida");
        await page.InvokeAsync(() => page.FindAll("[name=reach]")[1].ChangeAsync(new() { Value = "on" }));
        await CheckAsync(page, "Vendas");

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        var order = Assert.Single(UseCases.Sent.OfType<MakeEndpoint>()).Order;
        Assert.Equal(("https://erp.loja.example/eventos", true), (order.Address, order.ShowsMessages));
        Assert.Equal([EventTypes.MessageReceived], order.Types);
        Assert.Equal([Sales.Id], order.Channels!);
        Assert.Equal("whsec_geheim", page.Find(".copy-row input").GetAttribute("value"));
        await PressAsync(page, "Copiar segredo");
        Assert.Contains("primary", Button(page, "Concluir").ClassList);
    }

    [Fact]
    public async Task Make_AtAForbiddenAddress_SaysSoAtTheField_AndKeepsIt()
    {
        UseCases.Fail<MakeEndpoint>(new InvalidRequest([new("Order.Address", new RuleViolation(Rule.WebhookAddressForbidden))]));
        var (page, _) = await OpenAsync<EndpointDialog>(new DialogParameters<EndpointDialog>());
        await page.InvokeAsync(() => page.Find("#endpoint-url").InputAsync(new() { Value = "https://10.0.0.1/x" }));

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        Assert.Contains("rede interna", page.Find("#endpoint-url-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("https://10.0.0.1/x", page.Find("#endpoint-url").GetAttribute("value"));
    }

    [Fact]
    public async Task Delivery_ShowsWhatWasSent_AndIsSentAgain()
    {
        var delivery = Delivery(new WebhookOutcome(500, null, "erro", TimeSpan.FromMilliseconds(3)));
        UseCases.Answer<FindDelivery, DeliveryStory>(_ => new DeliveryStory(delivery, new EventBody("evt_1", """{"type":"message.received"}"""u8.ToArray())));
        UseCases.Answer<ReplayDelivery, Unit>(_ => Unit.Value);
        var (page, _) = await OpenAsync<DeliveryDialog>(new DialogParameters<DeliveryDialog> { { x => x.Id, delivery.Id } });

        Assert.Equal(["erro", """{"type":"message.received"}"""], page.FindAll("pre").Select(x => x.TextContent));
        await PressAsync(page, "Enviar de novo");

        Assert.Equal([new ReplayDelivery(delivery.Id)], UseCases.Sent.OfType<ReplayDelivery>());
    }

    private IRenderedComponent<EndpointPage> Open() => Render<EndpointPage>(x => x.Add(y => y.Id, _endpoint.Id));

    private WebhookDelivery Delivery(WebhookOutcome outcome)
    {
        var delivery = WebhookDelivery.Of(_endpoint.Id, 1, EventTypes.MessageReceived, Snapshots.Now);
        delivery.Take(outcome, lastTakenAt: null, Snapshots.Now);
        return delivery;
    }
}
