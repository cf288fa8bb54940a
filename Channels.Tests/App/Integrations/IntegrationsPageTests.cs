using Bunit;
using Channels.App.Features.Integrations;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Keys;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Tests.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.Integrations;

public sealed class IntegrationsPageTests : MudContext
{
    private static readonly ChannelSnapshot Sales = Snapshots.Of("Vendas");
    private static readonly ChannelSnapshot Support = Snapshots.Of("Suporte");
    private List<KeptKey> _keys = [];

    public IntegrationsPageTests()
    {
        UseCases.Answer<ListApiKeys, IReadOnlyList<KeptKey>>(_ => _keys);
        UseCases.Answer<ListEndpoints, IReadOnlyList<KeptEndpoint>>(_ => []);
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([Sales, Support], 10, [], []));
    }

    protected override void AddServices(IServiceCollection services) => services.AddSingleton<NewsFeed<WebhooksChanged>>();

    [Fact]
    public void Page_WithoutKeys_SaysWhatTheyAreFor() =>
        Assert.Contains("Crie uma para cada sistema", Render<IntegrationsPage>().Find(".none").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Key_SaysWhatItMay_WhatItReaches_AndHowItStands()
    {
        var limited = Make(new ApiKeyOrder("Agenda da equipe", [ApiScope.ChannelsRead, ApiScope.MessagesSend], [Sales.Id], "agenda"));
        var revoked = Make(new ApiKeyOrder("ERP", [ApiScope.EventsRead], Channels: null));
        revoked.Revoke(Snapshots.Now);
        var over = Make(new ApiKeyOrder("Planilha", [ApiScope.EventsRead], Channels: null, EndsAt: Snapshots.Now));
        var lost = Make(new ApiKeyOrder("Bot", [ApiScope.EventsRead], [Sales.Id]));
        _keys = [new(limited, [KeyValuePair.Create(Sales.Id, "Vendas")]), new(revoked, []), new(over, []), new(lost, [])];

        var rows = Render<IntegrationsPage>().FindAll(".keys > li");

        Assert.Equal(["Ver instâncias", "Enviar mensagens"], rows[0].QuerySelectorAll(".scopes li").Select(x => x.TextContent));
        Assert.Contains("somente Vendas", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("sistema agenda", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("nunca usada", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("Revogar Agenda da equipe", rows[0].QuerySelector("button")!.GetAttribute("aria-label"));
        Assert.Contains("nenhuma instância", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(["Revogada", "Fora da validade"], rows.Skip(2).Select(x => x.QuerySelector(".tag")!.TextContent));
    }

    [Fact]
    public async Task Make_SendsWhatWasChosen_AndShowsTheSecretOnce()
    {
        JSInterop.SetupModule("/js/clipboard.js").Setup<bool>("copy", "chn_geheim").SetResult(true);
        UseCases.Answer<MakeApiKey, MadeKey>(_ => new MadeKey(Guid.NewGuid(), "chn_geheim"));
        var (page, _) = await OpenAsync<MakeKeyDialog>(new DialogParameters<MakeKeyDialog>());
        await page.InvokeAsync(() => page.Find("#key-name").InputAsync(new() { Value = "ERP" }));
        await CheckAsync(page, "Ver instâncias");
        await page.InvokeAsync(() => page.FindAll("input[type=radio]")[1].ChangeAsync(new() { Value = "on" }));
        await CheckAsync(page, "Suporte");
        await page.InvokeAsync(() => page.Find("#key-end").ChangeAsync(new() { Value = "30" }));

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        var order = Assert.Single(UseCases.Sent.OfType<MakeApiKey>()).Order;
        Assert.Equal("ERP", order.Name);
        Assert.Equal([ApiScope.ChannelsRead], order.Scopes);
        Assert.Equal([Support.Id], order.Channels!);
        Assert.NotNull(order.EndsAt);
        Assert.Equal("chn_geheim", page.Find(".copy-row input").GetAttribute("value"));
        Assert.Contains("Bearer chn_geheim", page.Find("pre").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "Copiar chave");
        Assert.Contains("primary", Button(page, "Concluir").ClassList);
    }

    [Fact]
    public async Task Make_WithMistakes_SaysEachAtItsField_AndKeepsWhatWasTyped()
    {
        UseCases.Fail<MakeApiKey>(new InvalidRequest(
            [new("Order.Name", new RuleViolation(Rule.KeyNameTooLong)), new("Order.Scopes", new RuleViolation(Rule.KeyScopesRequired))]));
        var (page, _) = await OpenAsync<MakeKeyDialog>(new DialogParameters<MakeKeyDialog>());
        await page.InvokeAsync(() => page.Find("#key-name").InputAsync(new() { Value = "ERP" }));

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        Assert.Equal("O nome da chave pode ter até 80 caracteres.", page.Find("#key-name-error").TextContent);
        Assert.Contains("Escolha pelo menos uma permissão.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("ERP", page.Find("#key-name").GetAttribute("value"));
    }

    [Fact]
    public async Task Revoke_IsAskedFirst()
    {
        var key = Make(new ApiKeyOrder("ERP", [ApiScope.EventsRead], Channels: null));
        UseCases.Answer<RevokeApiKey, Unit>(_ => Unit.Value);
        var (page, _) = await OpenAsync<RevokeKeyDialog>(new DialogParameters<RevokeKeyDialog> { { x => x.Key, key } });
        Assert.Empty(UseCases.Sent.OfType<RevokeApiKey>());

        await PressAsync(page, "Revogar");

        Assert.Equal(key.Id, Assert.Single(UseCases.Sent.OfType<RevokeApiKey>()).Key);
    }

    private static ApiKey Make(ApiKeyOrder order) => ApiKey.Make(order, "Ana", Snapshots.Now.AddDays(-1)).Key;
}
