using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Channels.Tests.Support;

/// <summary>A mail server on loopback that speaks SMTP (RFC 5321) and misbehaves as the test says.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _sessions = [];
    private TcpListener _listener = Listen(0);
    private Task _accepting;

    public SmtpServer()
    {
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    /// <summary>What it took, in order.</summary>
    public Seen<Mail> Taken { get; } = new();

    /// <summary>What it let come as far as the end of the text, whatever it answered then.</summary>
    public int Heard { get; private set; }

    /// <summary>How often somebody tried to sign in.</summary>
    public int SignIns { get; private set; }

    /// <summary>User and password that it wants; null where it wants none.</summary>
    public (string User, string Password)? Login { get; set; }

    public X509Certificate2? Certificate { get; set; }

    public string? RefusedRecipient { get; set; }

    /// <summary>Its reply to the whole message.</summary>
    public string Verdict { get; set; } = "250 2.0.0 Ok: queued";

    /// <summary>Where it hangs up without a word: "", "DATA", or "." for after the whole message.</summary>
    public string? HangsUpAt { get; set; }

    /// <summary>Where it falls silent for good.</summary>
    public string? SilentAt { get; set; }

    /// <summary>Set once it fell silent.</summary>
    public TaskCompletionSource Silent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task GoDownAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    public void ComeUp()
    {
        _listener = Listen(Port);
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>A certificate for localhost that nobody trusts.</summary>
    public static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await GoDownAsync();
        await Task.WhenAll(_sessions);
        Certificate?.Dispose();
        _stop.Dispose();
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _sessions.Add(ServeAsync(await listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It went down.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Session(this, client.GetStream()).RunAsync(_stop.Token);
            }
            catch (Exception end) when (end is IOException or OperationCanceledException or HangUpException)
            {
                // One of the two left.
            }
        }
    }

    /// <param name="Text">Headers and body as they were before dots were doubled.</param>
    /// <param name="Secured">It came over TLS.</param>
    internal sealed record Mail(string From, IReadOnlyList<string> To, string Text, bool Secured);

    private sealed class HangUpException : Exception;

    private sealed class Session(SmtpServer server, Stream stream)
    {
        private readonly List<string> _to = [];
        private Stream _stream = stream;
        private bool _secure;
        private bool _signedIn;
        private string _from = "";

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            await PauseAsync("", cancellationToken);
            await SayAsync("220 localhost ESMTP");
            while (await ReadAsync(cancellationToken) is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                await PauseAsync(verb, cancellationToken);
                await (verb switch
                {
                    "EHLO" => GreetAsync(),
                    "STARTTLS" => SecureAsync(cancellationToken),
                    "AUTH" => SignInAsync(line, cancellationToken),
                    "MAIL" => SenderAsync(line),
                    "RCPT" => RecipientAsync(line),
                    "DATA" => TextAsync(cancellationToken),
                    "QUIT" => SayAsync("221 bye"),
                    _ => SayAsync("502 5.5.2 not here"),
                });
            }
        }

        private async Task PauseAsync(string at, CancellationToken cancellationToken)
        {
            if (server.HangsUpAt == at)
            {
                throw new HangUpException();
            }

            if (server.SilentAt == at)
            {
                server.Silent.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        }

        // What it offers and does not take, such as messages in chunks, tells of a client that leaves the well-trodden path.
        private async Task GreetAsync()
        {
            var auth = server.Login is null ? "" : "250-AUTH PLAIN LOGIN\r\n";
            var tls = server.Certificate is null || _secure ? "" : "250-STARTTLS\r\n";
            await SayAsync($"250-localhost\r\n{auth}{tls}250-CHUNKING\r\n250-BINARYMIME\r\n250-PIPELINING\r\n250 8BITMIME");
        }

        private async Task SecureAsync(CancellationToken cancellationToken)
        {
            await SayAsync("220 go ahead");
            var secured = new SslStream(_stream);
            try
            {
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, cancellationToken);
            }
            catch (System.Security.Authentication.AuthenticationException)
            {
                throw new HangUpException();
            }

            (_stream, _secure) = (secured, true);
        }

        private async Task SignInAsync(string line, CancellationToken cancellationToken)
        {
            server.SignIns++;
            var words = line.Split(' ');
            string user, password;
            if (words[1] == "PLAIN")
            {
                var parts = Decode(words.Length > 2 ? words[2] : await AskAsync("", cancellationToken)).Split('\0');
                (user, password) = (parts[1], parts[2]);
            }
            else
            {
                user = Decode(words.Length > 2 ? words[2] : await AskAsync("VXNlcm5hbWU6", cancellationToken));
                password = Decode(await AskAsync("UGFzc3dvcmQ6", cancellationToken));
            }

            _signedIn = server.Login == (user, password);
            await SayAsync(_signedIn ? "235 2.7.0 welcome" : "535 5.7.8 Username and Password not accepted");
        }

        private Task SenderAsync(string line)
        {
            _from = Between(line);
            _to.Clear();
            return SayAsync(server.Login is null || _signedIn ? "250 ok" : "530 5.7.0 Authentication required");
        }

        private Task RecipientAsync(string line)
        {
            if (Between(line) == server.RefusedRecipient)
            {
                return SayAsync("550 5.1.1 No such user here");
            }

            _to.Add(Between(line));
            return SayAsync("250 ok");
        }

        private async Task TextAsync(CancellationToken cancellationToken)
        {
            await SayAsync("354 end with a dot");
            var text = new StringBuilder();
            while (await ReadAsync(cancellationToken) is { } line)
            {
                if (line == ".")
                {
                    server.Heard++;
                    await PauseAsync(".", cancellationToken);
                    await SayAsync(server.Verdict);
                    if (server.Verdict.StartsWith("250", StringComparison.Ordinal))
                    {
                        await server.Taken.TakeAsync(new Mail(_from, [.. _to], text.ToString(), _secure));
                    }

                    return;
                }

                text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }
        }

        private async Task<string> AskAsync(string challenge, CancellationToken cancellationToken)
        {
            await SayAsync($"334 {challenge}");
            return await ReadAsync(cancellationToken) ?? throw new HangUpException();
        }

        private async Task SayAsync(string line) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));

        private async Task<string?> ReadAsync(CancellationToken cancellationToken)
        {
            var line = new List<byte>();
            var next = new byte[1];
            while (await _stream.ReadAsync(next, cancellationToken) == 1)
            {
                if (next[0] == '\n')
                {
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                }

                line.Add(next[0]);
            }

            return null;
        }

        private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

        private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
    }
}
