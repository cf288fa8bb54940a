using System.Buffers;
using Channels.Domain.Messages;

namespace Channels.Infrastructure.Gateways.Media;

/// <summary>
/// A medium that is read while it comes, and never touches the disk. Its last 64 KiB are held back until the check says that
/// it was whole and unchanged, so that nobody takes for a file what is none; what it holds in memory does not grow with it.
/// </summary>
/// <param name="source">What the medium comes from; ended with it.</param>
/// <param name="most">How many bytes may come.</param>
internal sealed class CheckedStream(Stream from, IDisposable source, IMediaCheck check, long most, TimeProvider time) : Stream
{
    public const int HeldBack = 64 * 1024;

    private const int Portion = 64 * 1024;

    /// <summary>How long the other side may say nothing.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly byte[] _came = new byte[Portion];
    private readonly ArrayBufferWriter<byte> _readable = new(HeldBack + (2 * Portion));
    private byte[] _ready = [];
    private int _given;
    private long _total;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="MediaBroken">It is not what was sent, or stopped coming.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_given == _ready.Length && !_ended)
        {
            await TakeAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _ready.Length - _given);
        _ready.AsMemory(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It comes over the network.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            from.Dispose();
            source.Dispose();
            check.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        var count = await ReceiveAsync(cancellationToken);
        _total += count;
        if (_total > most)
        {
            throw new MediaBroken($"It is longer than {most} bytes.");
        }

        if (count > 0)
        {
            check.Take(_came.AsSpan(0, count), _readable);
        }
        else if (!check.End(_readable))
        {
            throw new MediaBroken("It is not what was sent.");
        }

        _ended = count == 0;
        var free = _ended ? _readable.WrittenCount : Math.Max(0, _readable.WrittenCount - HeldBack);
        _ready = _readable.WrittenSpan[..free].ToArray();
        _given = 0;
        var rest = _readable.WrittenSpan[free..].ToArray();
        _readable.ResetWrittenCount();
        _readable.Write(rest);
    }

    private async Task<int> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            return await from.ReadAsync(_came, either.Token);
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException || (cut is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new MediaBroken("It stopped coming.", cut);
        }
    }
}
