using Bunit;
using Channels.App.Features.Manage;
using Channels.Domain;
using Channels.Domain.UseCases.Messages;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Manage;

public sealed class TestSendDialogTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");

    [Fact]
    public async Task Send_HandsTheFixedTextOver_AndSaysNoMoreThanIsKnown()
    {
        UseCases.Answer<SendMessage, string>(_ => "3EB0");
        var page = await OpenAsync(_sales);

        await SendAsync(page, "21 91234-5678");

        var sent = Assert.IsType<SendMessage>(Assert.Single(UseCases.Sent));
        Assert.Equal((_sales.Id, "+5521912345678"), (sent.Id, sent.To));
        Assert.Equal(page.Find("blockquote").TextContent, sent.Text);
        Assert.Contains("Mensagem enviada para (21) 91234-5678.", page.Find(".form-done").TextContent, StringComparison.Ordinal);
        Assert.Equal("21 91234-5678", page.Find("input").GetAttribute("value"));
    }

    [Theory]
    [InlineData("not-on-whatsapp", "Este número não está no WhatsApp")]
    [InlineData("463", "não pode iniciar conversas novas")]
    [InlineData("479", "(479)")]
    public async Task Refusal_IsSaidInWords_AndKeepsTheNumber(string code, string words)
    {
        UseCases.Fail<SendMessage>(new RuleViolation(Rule.SendRefused, code));
        var page = await OpenAsync(_sales);

        await SendAsync(page, "21 91234-5678");

        Assert.Contains(words, page.Find(".form-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".form-done"));
        Assert.Equal("21 91234-5678", page.Find("input").GetAttribute("value"));
    }

    [Theory]
    [InlineData("131047", "há mais de 24 horas")]
    [InlineData("131026", "não consegue entregar")]
    [InlineData("131042", "sem forma de pagamento")]
    [InlineData("131056", "envios demais")]
    [InlineData("131064", "envios demais")]
    [InlineData("4", "chamadas demais")]
    [InlineData("80007", "chamadas demais")]
    [InlineData("131037", "nome de exibição")]
    [InlineData("190", "a autorização não vale mais")]
    [InlineData("10", "não inclui a permissão para enviar")]
    [InlineData("200", "o app não tem acesso")]
    [InlineData("368", "bloqueada ou restrita")]
    [InlineData("463", "A Meta recusou a mensagem (código 463).")]
    public async Task Refusal_OfMeta_IsSaidInItsOwnWords(string code, string words)
    {
        UseCases.Fail<SendMessage>(new RuleViolation(Rule.SendRefused, code));
        var page = await OpenAsync(_sales with { Method = ConnectionMethod.MetaCloud });

        await SendAsync(page, "21 91234-5678");

        Assert.Contains(words, page.Find(".form-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GatewayUnavailable_IsSaid_AndASecondTryMayWork()
    {
        UseCases.Fail<SendMessage>(new GatewayUnavailable(ConnectionCause.NoAnswer));
        var page = await OpenAsync(_sales);
        await SendAsync(page, "21 91234-5678");
        Assert.Contains("não houve resposta a tempo", page.Find(".form-error").TextContent, StringComparison.Ordinal);

        UseCases.Answer<SendMessage, string>(_ => "3EB0");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        Assert.NotEmpty(page.FindAll(".form-done"));
        Assert.Empty(page.FindAll(".form-error"));
    }

    [Fact]
    public async Task NotANumber_IsSaid_AndNothingIsSent()
    {
        var page = await OpenAsync(_sales);

        await SendAsync(page, "12");

        Assert.Contains("Faltam dígitos", page.Markup, StringComparison.Ordinal);
        Assert.Empty(UseCases.Sent);
    }

    [Fact]
    public async Task NotConnected_SaysWhy_AndMaySendOnceItIs()
    {
        var lost = Snapshots.Of("Vendas", ReasonCode.LoggedOutOnPhone, "5511987654321");
        var page = await OpenAsync(lost);
        Assert.Contains("O aparelho foi desconectado pelo celular", page.Find(".form-error").TextContent, StringComparison.Ordinal);
        Assert.True(Button(page, "Enviar").HasAttribute("disabled"));

        Feed.Publish(lost.Next(ReasonCode.Connected));

        page.WaitForAssertion(() => Assert.False(Button(page, "Enviar").HasAttribute("disabled")));
        Assert.Empty(page.FindAll(".form-error"));
    }

    [Fact]
    public async Task Close_ReleasesItsSubscriptions()
    {
        var page = await OpenAsync(_sales);

        await PressAsync(page, "Fechar");

        page.WaitForAssertion(() => Assert.Equal(0, Feed.Viewers));
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(ChannelSnapshot snapshot) =>
        (await OpenAsync<TestSendDialog>(new DialogParameters<TestSendDialog> { { x => x.Snapshot, snapshot } })).Page;

    private static async Task SendAsync(IRenderedComponent<MudDialogProvider> page, string to)
    {
        await page.InvokeAsync(() => page.Find("input").InputAsync(to));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
    }
}
