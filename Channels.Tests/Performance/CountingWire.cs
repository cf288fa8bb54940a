using System.Net;
using System.Net.Sockets;

namespace Channels.Tests.Performance;

/// <summary>A wire to the app that counts what comes from it, as it travels: after compression.</summary>
internal sealed class CountingWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private long _received;

    private CountingWire()
    {
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Bytes from the app so far, without TCP's own headers.</summary>
    public long Received => Interlocked.Read(ref _received);

    public static CountingWire To(Uri app)
    {
        var wire = new CountingWire();
        wire._listener.Start();
        wire.Address = new Uri($"http://127.0.0.1:{((IPEndPoint)wire._listener.LocalEndpoint).Port}");
        _ = wire.AcceptAsync(app);
        return wire;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
    }

    private async Task AcceptAsync(Uri app)
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            var server = new TcpClient();
            await server.ConnectAsync(app.Host, app.Port, _stop.Token);
            _ = client.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
            _ = CountAsync(server.GetStream(), client.GetStream());
        }
    }

    private async Task CountAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            Interlocked.Add(ref _received, count);
            await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }
}
