using System.Net;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace Channels.Tests.App.Hosting;

/// <summary>Circuits as clients that are no browsers and do not do as they are told.</summary>
public sealed class CircuitDoorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/canais")]
    [InlineData("/usuarios")]
    public async Task SessionThatEnds_IsCutOff_AndLetInNoMore(string page)
    {
        await using var bench = await LiveBench.StartAsync(instances: 1);
        await using var circuit = await ProtocolCircuit.OpenAsync(bench.Address, page, bench.Cookies);

        await bench.SendAsync(new EndOtherSessions());
        await circuit.Closed.WaitAsync(Patience.Limit, Cancellation);

        await using var again = circuit.ConnectAgain();
        await Assert.ThrowsAnyAsync<Exception>(() => again.StartAsync(Cancellation));
        Assert.Equal(HttpStatusCode.Redirect, await GetAsync(bench, page));
    }

    [Fact]
    public async Task SessionThatEnds_WhileItsCircuitIsAway_CannotTakeItBack()
    {
        await using var bench = await LiveBench.StartAsync(instances: 1);
        await using var circuit = await ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies);
        await using var other = circuit.ConnectAgain();
        await other.StartAsync(Cancellation);

        await bench.SendAsync(new EndOtherSessions());

        await Assert.ThrowsAnyAsync<Exception>(() => other.InvokeAsync<bool>("ConnectCircuit", circuit.Id, Cancellation));
    }

    [Fact]
    public async Task Circuit_OfAnotherSession_IsNotForTheTaking()
    {
        await using var bench = await LiveBench.StartAsync(instances: 1);
        await using var circuit = await ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies);
        var stranger = await bench.SignInAgainAsync();
        await using var hub = ProtocolCircuit.Hub(bench.Address, stranger);
        await hub.StartAsync(Cancellation);

        Assert.False(await hub.InvokeAsync<bool>("ConnectCircuit", circuit.Id, Cancellation));
        Assert.Null(await hub.InvokeAsync<string?>("ResumeCircuit", circuit.Id, bench.Address.ToString(), bench.Address.ToString(), "[]", "", Cancellation));
        Assert.False(circuit.Closed.IsCompleted);
    }

    [Fact]
    public async Task Circuits_OfOneSession_AreNoMoreThanAllowed_AndAPlaceComesBack()
    {
        await using var bench = await LiveBench.StartAsync(instances: 1, "--Circuits:PerSession", "2");
        await using var first = await ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies);
        var second = await ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies);

        await Assert.ThrowsAnyAsync<Exception>(() => ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies));
        await using var another = await ProtocolCircuit.OpenAsync(bench.Address, "/canais", await bench.SignInAgainAsync());

        await second.LeaveAsync();
        await using var third = await ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies);
        Assert.False(first.Closed.IsCompleted);
    }

    [Fact]
    public async Task Stranger_GetsNoCircuit()
    {
        await using var bench = await LiveBench.StartAsync(instances: 1);
        await using var hub = ProtocolCircuit.Hub(bench.Address, new CookieContainer());

        await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync(Cancellation));
    }

    [Theory]
    [InlineData("/entrar")]
    [InlineData("/setup")]
    [InlineData("/sair")]
    [InlineData("/senha?u=a&t=b")]
    [InlineData("/erro")]
    [InlineData("/nao-encontrado")]
    public async Task PageForEverybody_HandsOutNoCircuit(string page)
    {
        await using var bench = await LiveBench.StartAsync(instances: 0);

        foreach (var cookies in new[] { new CookieContainer(), bench.Cookies })
        {
            using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
            using var http = new HttpClient(handler) { BaseAddress = bench.Address };
            var text = await (await http.GetAsync(page, Cancellation)).Content.ReadAsStringAsync(Cancellation);
            Assert.DoesNotContain("\"type\":\"server\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SignOut_MakesACopyOfTheCookieWorthless()
    {
        await using var bench = await LiveBench.StartAsync(instances: 0);
        var copy = new CookieContainer();
        copy.Add(bench.Cookies.GetAllCookies());
        Assert.Equal(HttpStatusCode.OK, await GetAsync(bench, "/canais", copy));

        await bench.PostAsync("/sair", "sair");

        Assert.Equal(HttpStatusCode.Redirect, await GetAsync(bench, "/canais", copy));
    }

    private static Task<HttpStatusCode> GetAsync(LiveBench bench, string page) => GetAsync(bench, page, bench.Cookies);

    private static async Task<HttpStatusCode> GetAsync(LiveBench bench, string page, CookieContainer cookies)
    {
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = bench.Address };
        return (await http.GetAsync(page, Cancellation)).StatusCode;
    }
}
