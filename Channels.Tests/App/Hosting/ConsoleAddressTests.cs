using Channels.App.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Channels.Tests.App.Hosting;

public sealed class ConsoleAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://192.168.0.7:5080", "http://192.168.0.7:5080/")]
    [InlineData("http://*:5080", "http://here:5080/")]
    [InlineData("http://+:80", "http://here/")]
    [InlineData("http://0.0.0.0:5080", "http://here:5080/")]
    [InlineData("https://[::]:5080/painel", "https://here:5080/painel/")]
    [InlineData(null, "http://localhost:5080/")]
    public void Of_ABoundAddress_IsOneThatABrowserOpens(string? bound, string address) =>
        Assert.Equal(address, ConsoleAddress.Of(bound, anyHost: "here").ToString());

    [Fact]
    public void Find_PrefersAnAddressThatAPhoneReaches()
    {
        var addresses = new ServerAddressesFeature { Addresses = { "http://localhost:5080", "http://192.168.0.7:5081" } };
        using var server = new FakeServer(addresses);

        Assert.Equal("http://192.168.0.7:5081/", new ConsoleAddress(server).Find().ToString());
    }

    private sealed class FakeServer : IServer
    {
        public FakeServer(IServerAddressesFeature addresses) => Features.Set(addresses);

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
