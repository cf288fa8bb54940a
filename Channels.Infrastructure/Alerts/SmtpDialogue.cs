using MailKit;

namespace Channels.Infrastructure.Alerts;

/// <summary>
/// Follows what client and server say, to know whether the message may have been taken: from the server's "354", with
/// which it asks for the text (RFC 5321 section 4.1.1.4), until it answers. Nothing is kept.
/// </summary>
internal sealed class SmtpDialogue : IProtocolLogger
{
    private static readonly byte[] GoAhead = "354"u8.ToArray();
    private int _column;
    private bool _matches = true;

    public bool MayBeTaken { get; private set; }

    IAuthenticationSecretDetector? IProtocolLogger.AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri)
    {
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        foreach (var next in buffer.AsSpan(offset, count))
        {
            _matches &= _column >= GoAhead.Length || next == GoAhead[_column];
            _column++;
            MayBeTaken |= _matches && _column == GoAhead.Length;
            if (next == '\n')
            {
                (_column, _matches) = (0, true);
            }
        }
    }

    public void Dispose()
    {
    }
}
