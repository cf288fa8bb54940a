using Bunit;
using Channels.App.Features.Manage;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Proxies;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Manage;

public sealed class ProxyDialogTests : MudContext
{
    private static readonly ProxyServer Kept = new(ProxyKind.Socks5, "proxy.loja.example", 1080, "loja");

    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas");

    [Fact]
    public async Task Save_SendsWhatIsTyped_AndCloses()
    {
        UseCases.Answer<ReadProxy, ProxyView?>(_ => null).Answer<ChangeProxy, ChannelSnapshot>(_ => _sales);
        var (page, dialog) = await OpenAsync();

        await TypeAsync(page, "proxy-host", " proxy.loja.example ");
        await TypeAsync(page, "proxy-port", "3128");
        await TypeAsync(page, "proxy-user", "loja");
        await TypeAsync(page, "proxy-password", "senha");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        var server = new ProxyServer(ProxyKind.Http, "proxy.loja.example", 3128, "loja");
        Assert.Equal(new ChangeProxy(_sales.Id, server, "senha", Seen: null), UseCases.Sent.Last());
        Assert.False((await dialog.Result)!.Canceled);
    }

    [Fact]
    public async Task KeptPassword_IsNotShown_AndNoMoreSaidToBeThereForAnotherHost()
    {
        UseCases.Answer<ReadProxy, ProxyView?>(_ => new ProxyView(Kept, HasPassword: true));
        var (page, _) = await OpenAsync();
        Assert.Equal(("", "já salva"), PasswordOf(page));

        await TypeAsync(page, "proxy-host", "outro.loja.example");

        Assert.Equal(("", ""), PasswordOf(page));
    }

    [Fact]
    public async Task Try_SaysWhatCameBack_UntilSomethingElseIsTyped()
    {
        UseCases.Answer<ReadProxy, ProxyView?>(_ => new ProxyView(Kept, HasPassword: true))
            .Answer<TryProxy, ProxyTrial>(_ => new ProxyTrial(ConnectionCause.ProxyRefused, 403));
        var (page, dialog) = await OpenAsync();

        await ClickAsync(page, "try");

        Assert.Equal(new TryProxy(_sales.Id, Kept, ""), UseCases.Sent.Last());
        Assert.Contains("não abriu caminho até o WhatsApp (HTTP 403).", page.Markup, StringComparison.Ordinal);
        await TypeAsync(page, "proxy-port", "1081");
        Assert.DoesNotContain("HTTP 403", page.Markup, StringComparison.Ordinal);
        Assert.False(dialog.Result.IsCompleted);
    }

    [Fact]
    public async Task Remove_AsksFirst()
    {
        UseCases.Answer<ReadProxy, ProxyView?>(_ => new ProxyView(Kept, HasPassword: false)).Answer<ChangeProxy, ChannelSnapshot>(_ => _sales);
        var (page, dialog) = await OpenAsync();

        await ClickAsync(page, "remove");
        Assert.Contains("o WhatsApp passa a ver o endereço de internet deste servidor", page.Markup, StringComparison.Ordinal);
        Assert.IsType<ReadProxy>(Assert.Single(UseCases.Sent));
        await ClickAsync(page, "confirm");

        Assert.Equal(new ChangeProxy(_sales.Id, Server: null, "", Seen: Kept), UseCases.Sent.Last());
        Assert.False((await dialog.Result)!.Canceled);
    }

    [Fact]
    public async Task Refusal_IsSaid_AndWhatWasTypedStays()
    {
        UseCases.Answer<ReadProxy, ProxyView?>(_ => null).Fail<ChangeProxy>(new RuleViolation(Rule.ProxyHostRequired));
        var (page, dialog) = await OpenAsync();

        await TypeAsync(page, "proxy-user", "loja");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        Assert.Contains("Digite o endereço do proxy.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("loja", page.Find("#proxy-user").GetAttribute("value"));
        Assert.False(dialog.Result.IsCompleted);
    }

    private Task<(IRenderedComponent<MudDialogProvider> Page, IDialogReference Dialog)> OpenAsync() =>
        OpenAsync<ProxyDialog>(new DialogParameters<ProxyDialog> { { x => x.Snapshot, _sales } });

    private static (string Value, string Placeholder) PasswordOf(IRenderedComponent<MudDialogProvider> page)
    {
        var password = page.Find("#proxy-password");
        return (password.GetAttribute("value") ?? "", password.GetAttribute("placeholder") ?? "");
    }

    private static Task TypeAsync(IRenderedComponent<MudDialogProvider> page, string id, string text) =>
        page.InvokeAsync(() => page.Find($"#{id}").ChangeAsync(new() { Value = text }));

    private static Task ClickAsync(IRenderedComponent<MudDialogProvider> page, string action) =>
        page.InvokeAsync(() => page.Find($"[data-action={action}]").ClickAsync(new()));
}
