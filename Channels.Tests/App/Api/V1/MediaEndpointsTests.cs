using System.Security.Cryptography;
using Channels.Domain.Access;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Channels.Tests.Support;

namespace Channels.Tests.App.Api.V1;

/// <summary>What customers attach to their messages, fetched by other systems.</summary>
public sealed class MediaEndpointsTests : IAsyncLifetime
{
    private const int Large = 300_000;

    private MediaHost _host = null!;
    private ApiBench _bench = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await MediaHost.StartAsync();
        _bench = await ApiBench.StartAsync(settings: ["--WhatsAppWeb:MediaUrl", _host.Address, "--Messages:MaxMedia", "1"]);
        _http = await _bench.OpenAsync(null, ApiScope.MessagesRead);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _bench.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(65_536)]
    [InlineData(Large)]
    public async Task File_ComesAsItWasSent(int size)
    {
        var file = RandomNumberGenerator.GetBytes(size);
        var id = await ReceiveAsync(_host.Put(file, "WhatsApp Document Keys").ToContent());

        using var answer = await GetAsync(id);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(file, await answer.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(("attachment", "Orçamento nº 7.pdf"), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(id, (Guid)(await _http.ReadAsync($"messages/{id}")).Body["media"]!["id"]!);
    }

    [Fact]
    public async Task LargeFile_WithAChangedByte_IsCutBeforeItsEnd()
    {
        var id = await ReceiveAsync(_host.Put(new byte[Large], "WhatsApp Document Keys", kept => kept[Large - 100] ^= 1).ToContent());

        using var answer = await GetAsync(id);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        var (count, portion) = (0, new byte[4096]);
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            for (int read; (read = await body.ReadAsync(portion, Cancellation)) > 0; count += read)
            {
            }

            count = int.MaxValue;
        });

        Assert.InRange(count, 0, Large - (64 * 1024));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("changed, and nobody said its hashes")]
    [InlineData("other key")]
    [InlineData("other hash")]
    [InlineData("cut")]
    public async Task SmallFile_ThatIsNotWhatWasSent_IsRefused(string how)
    {
        var said = _host.Put(new byte[500], "WhatsApp Document Keys", kept => kept[20] ^= how.StartsWith("changed", StringComparison.Ordinal) ? (byte)1 : (byte)0);
        _host.Breaks = how == "cut" ? 300 : null;
        var id = await ReceiveAsync((how switch
        {
            "other key" => said with { Key = new byte[32] },
            "other hash" => said with { Hash = new byte[32] },
            "changed, and nobody said its hashes" => said with { Hash = [], Encrypted = [] },
            _ => said,
        }).ToContent());

        Assert.Equal((502, "media_broken"), await _http.ProblemAsync(HttpMethod.Get, $"media/{id}"));
    }

    [Theory]
    [InlineData(404, 410, "media_gone")]
    [InlineData(410, 410, "media_gone")]
    [InlineData(403, 410, "media_gone")]
    [InlineData(500, 502, "gateway_unavailable")]
    public async Task File_ThatTheHostDoesNotGive_IsTold(int missing, int status, string code)
    {
        _host.Missing = missing;
        var id = await ReceiveAsync(new MediaHost.Said("/v/elsewhere.enc", new byte[32], new byte[32], new byte[32]).ToContent());

        Assert.Equal((status, code), await _http.ProblemAsync(HttpMethod.Get, $"media/{id}"));
    }

    [Fact]
    public async Task File_LargerThanTheLimit_IsRefused()
    {
        var id = await ReceiveAsync(_host.Put(new byte[(1 << 20) + 100], "WhatsApp Document Keys").ToContent());

        Assert.Equal((413, "media_too_large"), await _http.ProblemAsync(HttpMethod.Get, $"media/{id}"));
    }

    [Theory]
    [InlineData("@evil.example/x")]
    [InlineData("//evil.example/x")]
    [InlineData("https://evil.example/x")]
    [InlineData(":80/x")]
    [InlineData("")]
    public async Task Path_OfAStranger_LeadsNowhereElse(string path)
    {
        var id = await ReceiveAsync(new MediaHost.Said(path, new byte[32], new byte[32], new byte[32]).ToContent());

        Assert.Equal((410, "media_gone"), await _http.ProblemAsync(HttpMethod.Get, $"media/{id}"));
    }

    [Fact]
    public async Task Message_WithoutAFile_OrOutOfReach_HasNone()
    {
        var text = await ReceiveAsync("""{"text":"Olá"}""", MessageType.Text);
        var file = await ReceiveAsync(_host.Put(new byte[10], "WhatsApp Document Keys").ToContent());
        using var limited = await _bench.OpenAsync([_bench.Channels[1]], ApiScope.MessagesRead);
        using var blind = await _bench.OpenAsync(null, ApiScope.EventsRead);

        Assert.Equal((404, "no_media"), await _http.ProblemAsync(HttpMethod.Get, $"media/{text}"));
        Assert.Equal((404, "message_not_found"), await _http.ProblemAsync(HttpMethod.Get, $"media/{Guid.NewGuid()}"));
        Assert.Equal((404, "message_not_found"), await limited.ProblemAsync(HttpMethod.Get, $"media/{file}"));
        Assert.Equal((403, "scope_missing"), await blind.ProblemAsync(HttpMethod.Get, $"media/{file}"));
    }

    [Fact]
    public async Task WhatItsSenderCallsIt_IsNoPageOfOurs()
    {
        var id = await ReceiveAsync(_host.Put([1], "WhatsApp Document Keys").ToContent("text/html\r\nX-Evil: 1", "../\"a\r\n.html"));

        using var answer = await GetAsync(id);

        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.False(answer.Headers.Contains("X-Evil"));
    }

    private Task<HttpResponseMessage> GetAsync(Guid id) =>
        _http.GetAsync(new Uri($"media/{id}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);

    private async Task<Guid> ReceiveAsync(string content, MessageType type = MessageType.Document)
    {
        var message = new NewMessage(Guid.NewGuid().ToString("N"), type, DateTimeOffset.UtcNow) { Content = content };
        await _bench.Console.SendAsGatewayAsync(
            new ReceiveMessage(_bench.Channels[0], LinkedDataExtensions.Contact("5521912345678"), "Carla", message));
        return (Guid)(await _http.ReadAsync("messages?limit=1")).Body["data"]![0]!["id"]!;
    }
}
