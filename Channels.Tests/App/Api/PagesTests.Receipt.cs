using System.Net;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.Api;

public sealed partial class PagesTests
{
    [Fact]
    public async Task Receipt_IsATextToKeepInTheReadersLanguage()
    {
        var receipt = await RemoveAsync(await AddAnaAsync(), "Loja São João");
        await SignInAsync("/entrar", Password);

        var answer = await _browser.GetAsync($"/canais/{receipt.Channel}/recibo", Cancellation);
        await _browser.GetAsync("/idioma/en", Cancellation);
        var english = await _browser.GetStringAsync($"/canais/{receipt.Channel}/recibo", Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("recibo-loja-sao-joao.txt", answer.Content.Headers.ContentDisposition.FileName);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.StartsWith("RECIBO DE REMOÇÃO\n", text, StringComparison.Ordinal);
        Assert.Contains("Instância: Loja São João\n", text, StringComparison.Ordinal);
        Assert.Contains("Removida por: Ana\n", text, StringComparison.Ordinal);
        Assert.StartsWith("REMOVAL RECEIPT\n", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_WithoutSignIn_LeadsThere()
    {
        var receipt = await RemoveAsync(await AddAnaAsync(), "Vendas");

        var answer = await _browser.GetAsync($"/canais/{receipt.Channel}/recibo", Cancellation);

        Assert.StartsWith("/entrar?returnUrl=", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_OfAnInstanceThatStays_IsNotFound()
    {
        await AddAnaAsync();
        await SignInAsync("/entrar", Password);

        var answer = await _browser.GetAsync($"/canais/{Guid.NewGuid()}/recibo", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    private async Task<RemovalReceipt> RemoveAsync(Person person, string name)
    {
        var channel = await SendAsync(person, new CreateChannel(name, ConnectionMethod.WhatsAppWeb));
        var preview = await SendAsync(person, new PreviewRemoval(channel.Id));
        return await SendAsync(person, new RemoveChannel(channel.Id, Destination: null, Successor: null, preview.Seen(null)));
    }

    private async Task<T> SendAsync<T>(Person person, IRequest<T> request)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.BecomePersonAsync(person.Id);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Cancellation);
    }
}
