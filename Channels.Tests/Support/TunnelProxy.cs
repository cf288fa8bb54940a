using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Channels.Tests.Support;

/// <summary>
/// A proxy on loopback that speaks HTTP (CONNECT, and GET of a whole address) and SOCKS 5 on one port, counts what it
/// opens, and misbehaves as the test says.
/// </summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private const byte Socks5 = 5;
    private const byte NoLogin = 0;
    private const byte ByPassword = 2;
    private const byte NoMethod = 0xFF;
    private const byte Refusal = 2;

    private readonly ConcurrentDictionary<TcpClient, Task> _clients = new();
    private TcpListener _listener = Listen(0);
    private Task _accepting;

    public TunnelProxy()
    {
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    /// <summary>User and password that it wants; null where it wants none.</summary>
    public (string User, string Password)? Login { get; set; }

    /// <summary>Opens nothing: over HTTP with 403.</summary>
    public bool Refuses { get; set; }

    /// <summary>Takes connections, and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>A name that nobody else can resolve, for loopback.</summary>
    public string? SecretName { get; set; }

    /// <summary>Everything that was asked of it with the right login, as <c>host:port</c>, whether it was opened or not.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public async Task GoDownAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var (client, serving) in _clients)
        {
            client.Dispose();
            await serving;
        }
    }

    public void ComeUp()
    {
        _listener = Listen(Port);
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await GoDownAsync();

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                _clients[client] = ServeAsync(client);
            }
        }
        catch (Exception down) when (down is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It went down.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        using var target = new TcpClient();
        try
        {
            var stream = client.GetStream();
            var first = await ReadAsync(stream, 1);
            if (IsSilent)
            {
                await stream.CopyToAsync(Stream.Null);
            }
            else if (first[0] == Socks5 ? await SocksAsync(stream, target) : await HttpAsync(stream, first, target))
            {
                var far = target.GetStream();
                await Task.WhenAny(stream.CopyToAsync(far), far.CopyToAsync(stream));
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two hung up.
        }
        finally
        {
            client.Dispose();
            _clients.TryRemove(client, out _);
        }
    }

    private async Task<bool> HttpAsync(NetworkStream stream, byte[] first, TcpClient target)
    {
        var head = new StringBuilder(Encoding.ASCII.GetString(first));
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(stream, 1))[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var (method, address) = (lines[0].Split(' ')[0], lines[0].Split(' ')[1]);
        var wanted = Login is { } login ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Password}")) : null;
        var given = lines.FirstOrDefault(x => x.StartsWith("Proxy-Authorization: ", StringComparison.OrdinalIgnoreCase))?[21..];
        if (wanted is not null && given != wanted)
        {
            await WriteAsync(stream, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"tests\"");
            return false;
        }

        var uri = new Uri(method == "CONNECT" ? $"http://{address}" : address);
        if (!await OpenAsync(target, uri.Host, uri.Port))
        {
            await WriteAsync(stream, "HTTP/1.1 403 Forbidden");
        }
        else if (method == "CONNECT")
        {
            await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        }
        else
        {
            await target.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{method} {uri.PathAndQuery} HTTP/1.1\r\nHost: {uri.Authority}\r\nConnection: close\r\n\r\n"));
        }

        return target.Connected;
    }

    // RFC 1928, and RFC 1929 for the login.
    private async Task<bool> SocksAsync(NetworkStream stream, TcpClient target)
    {
        var methods = await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
        var method = Login is null ? NoLogin : ByPassword;
        await stream.WriteAsync((byte[])[Socks5, methods.Contains(method) ? method : NoMethod]);
        if (!methods.Contains(method) || (Login is { } login && !await SignInAsync(stream, login)))
        {
            return false;
        }

        var kind = (await ReadAsync(stream, 4))[3];
        var host = kind == 3 ? Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]))
            : new IPAddress(await ReadAsync(stream, kind == 1 ? 4 : 16)).ToString();
        var port = await ReadAsync(stream, 2);
        var opened = await OpenAsync(target, host, (port[0] << 8) + port[1]);
        await stream.WriteAsync((byte[])[Socks5, opened ? (byte)0 : Refusal, 0, 1, 127, 0, 0, 1, 0, 0]);
        return opened;
    }

    private static async Task<bool> SignInAsync(NetworkStream stream, (string User, string Password) login)
    {
        await ReadAsync(stream, 1);
        var user = await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
        var password = await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
        var right = (Encoding.UTF8.GetString(user), Encoding.UTF8.GetString(password)) == login;
        await stream.WriteAsync((byte[])[1, right ? (byte)0 : (byte)1]);
        return right;
    }

    private async Task<bool> OpenAsync(TcpClient target, string host, int port)
    {
        Asked.Enqueue($"{host}:{port}");
        var here = host == SecretName || host == "127.0.0.1";
        if (Refuses || !here)
        {
            return false;
        }

        await target.ConnectAsync(IPAddress.Loopback, port);
        return true;
    }

    private static Task WriteAsync(NetworkStream stream, string head) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"{head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")).AsTask();

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
