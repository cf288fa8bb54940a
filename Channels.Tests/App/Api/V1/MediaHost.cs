using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.App.Api.V1;

/// <summary>Where WhatsApp keeps what is attached to messages: files that only the holder of a message's key can read.</summary>
internal sealed class MediaHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _files = new();

    private MediaHost(WebApplication app) => _app = app;

    /// <summary>What a file that is not there is answered with.</summary>
    public int Missing { get; set; } = StatusCodes.Status404NotFound;

    /// <summary>After how many bytes the line breaks.</summary>
    public int? Breaks { get; set; }

    public string Address => _app.Urls.First();

    public static async Task<MediaHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new MediaHost(builder.Build());
        host._app.Run(host.AnswerAsync);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>As the sender's phone does it: WhatsApp's white paper, "Transmitting Media and Other Attachments".</summary>
    /// <param name="purpose">Such as <c>WhatsApp Document Keys</c>.</param>
    /// <returns>What the message says of it.</returns>
    public Said Put(byte[] file, string purpose, Action<byte[]>? spoil = null)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var expanded = HKDF.Expand(HashAlgorithmName.SHA256, HKDF.Extract(HashAlgorithmName.SHA256, key, new byte[32]), 112, Encoding.ASCII.GetBytes(purpose));
        using var aes = Aes.Create();
        aes.Key = expanded[16..48];
        var cipher = aes.EncryptCbc(file, expanded[..16]);
        byte[] kept = [.. cipher, .. HMACSHA256.HashData(expanded[48..80], (byte[])[.. expanded[..16], .. cipher])[..10]];
        var said = new Said($"/v/t62.7119-24/{Guid.NewGuid():N}.enc?ccb=11-4&oh=01_Q5", key, SHA256.HashData(file), SHA256.HashData(kept));
        spoil?.Invoke(kept);
        _files[said.Path.Split('?')[0]] = kept;
        return said;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (!_files.TryGetValue(http.Request.Path, out var file) || http.Request.Query["ccb"] != "11-4")
        {
            http.Response.StatusCode = Missing;
            return;
        }

        http.Response.ContentLength = file.Length;

        // With less than it announced, the line is closed behind it.
        await http.Response.Body.WriteAsync(file.AsMemory(0, Breaks ?? file.Length), http.RequestAborted);
    }

    internal sealed record Said(string Path, byte[] Key, byte[] Hash, byte[] Encrypted)
    {
        /// <summary>As the engine writes it down.</summary>
        public string ToContent(string mimetype = "application/pdf", string? name = "Orçamento nº 7.pdf") => System.Text.Json.JsonSerializer.Serialize(new
        {
            media = new { mimetype, file_name = name, path = Path, key = Key, sha256 = Hash, encrypted_sha256 = Encrypted },
        });
    }
}
