using Bunit;
using Channels.App.Features.Manage;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Manage;

public sealed class TestSendDialogTests : MudContext
{
    private readonly Guid _message = Guid.NewGuid();
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");

    [Fact]
    public async Task Send_HandsTheFixedTextOver_AndSaysNoMoreThanIsKnown()
    {
        Becomes(SendState.Queued);
        var page = await OpenAsync(_sales);

        await SendAsync(page, "21 91234-5678");

        var sent = Assert.Single(UseCases.Sent.OfType<SendMessage>());
        Assert.Equal((_sales.Id, "+5521912345678", false), (sent.Id, sent.To.Number, sent.Order.Waits));
        Assert.Equal(page.Find("blockquote").TextContent, sent.Order.Content.Text);
        Assert.Equal("Na fila para (21) 91234-5678", page.Find(".form-done").TextContent);
        Assert.Equal("21 91234-5678", page.Find("input").GetAttribute("value"));
    }

    [Theory]
    [InlineData(SendState.Sent, "Enviada", "✓")]
    [InlineData(SendState.Delivered, "Entregue", "✓✓")]
    [InlineData(SendState.Read, "Lida", "✓✓")]
    public async Task Ticks_FollowAsTheyCome(SendState state, string word, string ticks)
    {
        Becomes(SendState.Sending);
        var page = await OpenAsync(_sales);
        await SendAsync(page, "21 91234-5678");

        Becomes(state);
        await Queue.Handle(new QueueChanged([_sales.Id], [_message]), CancellationToken.None);

        await UntilAsync(page, () => Assert.Equal($"{word} para (21) 91234-5678{ticks}", page.Find(".form-done").TextContent.Replace("\n", "", StringComparison.Ordinal).Trim()));
    }

    [Theory]
    [InlineData("not-on-whatsapp", "Este número não está no WhatsApp")]
    [InlineData("463", "não pode iniciar conversas novas")]
    [InlineData("479", "(479)")]
    public async Task Refusal_IsSaidInWords_AndKeepsTheNumber(string code, string words)
    {
        Becomes(SendState.Failed, SendCause.Refused, code);
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
        Becomes(SendState.Failed, SendCause.Refused, code);
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

        Becomes(SendState.Sent);
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

        page.WaitForAssertion(() => Assert.Equal((0, 0), (Feed.Viewers, Queue.Viewers)));
    }

    private void Becomes(SendState state, SendCause? cause = null, string? refusal = null)
    {
        UseCases.Answer<SendMessage, Guid>(_ => _message);
        UseCases.Answer<ReadMessage, QueuedMessage?>(_ => new QueuedMessage(
            _message, _sales.Id, PhoneNumber.FromDigits("5521912345678"), "", MessageType.Text, state, cause, refusal,
            Time.GetUtcNow(), null, Time.GetUtcNow(), Time.GetUtcNow().AddDays(1), Time.GetUtcNow(), "Ana"));
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(ChannelSnapshot snapshot) =>
        (await OpenAsync<TestSendDialog>(new DialogParameters<TestSendDialog> { { x => x.Snapshot, snapshot } })).Page;

    private static async Task SendAsync(IRenderedComponent<MudDialogProvider> page, string to)
    {
        await page.InvokeAsync(() => page.Find("input").InputAsync(to));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
    }
}
