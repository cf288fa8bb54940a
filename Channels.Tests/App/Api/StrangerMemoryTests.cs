using System.Globalization;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Tests.Support;

namespace Channels.Tests.App.Api;

/// <summary>What strangers can make the console hold in memory: the process's own count of bytes, at its highest.</summary>
public sealed class StrangerMemoryTests
{
    private const int Megabyte = 1024 * 1024;

    // Far below what any of the three would take if it were read (60 * 3, 20 * 27 and 100 * 2.9 MB), above what serving them takes.
    private const long Allowed = 120 * Megabyte;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forms_AndWebhooks_OfAStranger_AreNotHeld()
    {
        await using var app = await RunningApp.StartAsync(
            ("PublicAddress", "https://canais.loja.example"), ("Meta:AppId", "1"), ("Meta:AppSecret", "a secret"),
            ("Meta:ConfigurationId", "2"), ("Meta:VerifyToken", "a token"));
        using var http = new HttpClient { BaseAddress = app.Address };
        await http.GetAsync("/setup", Cancellation);
        var before = PeakOf(app.ProcessId);

        for (var i = 0; i < 60; i++)
        {
            await SendAsync(http, "/setup", new FormUrlEncodedContent([new("Email", new string('a', 3 * Megabyte))]));
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(http, "/setup", new ByteArrayContent(new byte[27 * Megabyte])
        {
            Headers = { { "Content-Type", "application/x-www-form-urlencoded" } },
        })));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SendAsync(
            http, MetaPaths.Webhook, new ByteArrayContent(new byte[2_900_000]), ("X-Hub-Signature-256", "sha256=" + new string('0', 64)))));

        var risen = PeakOf(app.ProcessId) - before;
        Assert.True(risen < Allowed, $"{risen / Megabyte} MB more than before.");
    }

    // A server that refuses early may close the connection while the rest is still being sent.
    private static async Task SendAsync(HttpClient http, string path, HttpContent content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        try
        {
            using var answer = await http.SendAsync(request, Cancellation);
            Assert.InRange((int)answer.StatusCode, 400, 503);
        }
        catch (HttpRequestException)
        {
        }
    }

    private static long PeakOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(x => x.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line["VmHWM:".Length..^" kB".Length], CultureInfo.InvariantCulture);
    }
}
