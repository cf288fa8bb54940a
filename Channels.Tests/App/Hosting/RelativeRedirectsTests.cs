using Channels.App.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace Channels.Tests.App.Hosting;

public sealed class RelativeRedirectsTests
{
    [Theory]
    [InlineData("http://canais.example/entrar?returnUrl=%2F", "/entrar?returnUrl=%2F")]
    [InlineData("http://CANAIS.example/", "/")]
    [InlineData("/canais", "/canais")]
    [InlineData("https://canais.example/", null)]
    [InlineData("http://canais.example:81/", null)]
    [InlineData("http://canais.example.evil.example/", null)]
    [InlineData("http://canais.example//evil.example", null)]
    [InlineData("http://canais.example/\\evil.example", null)]
    [InlineData("https://www.facebook.com/dialog", null)]
    public async Task Redirect_LeadsByThePathAlone_OnThisHostOnly(string place, string? shown)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        app.Use(RelativeRedirects.InvokeAsync);
        app.Run(http =>
        {
            http.Response.Redirect(place);
            return Task.CompletedTask;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);

        var answer = await app.GetTestServer().SendAsync(http => http.Request.Host = new HostString("canais.example"), TestContext.Current.CancellationToken);

        Assert.Equal(shown ?? place, answer.Response.Headers.Location);
    }
}
