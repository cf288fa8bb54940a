using System.Buffers;
using System.IO.Pipelines;
using Channels.Domain.Messages;
using Channels.Infrastructure.Gateways.Media;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Gateways.Media;

/// <summary>What a reader of a medium gets before it is known whether it is whole.</summary>
public sealed class CheckedStreamTests
{
    private const int Size = 300_000;

    private readonly FakeTimeProvider _time = new();
    private readonly Pipe _from = new(new PipeOptions(pauseWriterThreshold: 0));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, Size, Size)]
    [InlineData(false, Size, Size - CheckedStream.HeldBack)]
    [InlineData(false, 100, 0)]
    [InlineData(false, CheckedStream.HeldBack + 1, 1)]
    public async Task End_ComesOnlyOnceAllWasFoundGood(bool isGood, int size, int given)
    {
        await using var stream = Open(isGood);
        await WriteAsync(size);
        await _from.Writer.CompleteAsync();

        var (count, broken) = await ReadAsync(stream);

        Assert.Equal((given, !isGood), (count, broken));
    }

    [Fact]
    public async Task LongerThanItMayBe_IsBroken()
    {
        await using var stream = Open(isGood: true, most: Size - 1);
        await WriteAsync(Size);

        Assert.True((await ReadAsync(stream)).Broken);
    }

    [Fact]
    public async Task OtherSide_ThatSaysNothing_IsNotWaitedForForEver()
    {
        await using var stream = Open(isGood: true);
        var reading = stream.ReadAsync(new byte[10], Cancellation).AsTask();

        _time.Advance(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<MediaBroken>(() => reading);
    }

    private static async Task<(int Count, bool Broken)> ReadAsync(CheckedStream stream)
    {
        var (count, portion) = (0, new byte[10_000]);
        try
        {
            for (int read; (read = await stream.ReadAsync(portion, Cancellation)) > 0; count += read)
            {
            }

            return (count, false);
        }
        catch (MediaBroken)
        {
            return (count, true);
        }
    }

    private CheckedStream Open(bool isGood, long most = long.MaxValue) =>
        new(_from.Reader.AsStream(), new MemoryStream(), new Verdict(isGood), most, _time);

    private async Task WriteAsync(int size) => await _from.Writer.WriteAsync(new byte[size], Cancellation);

    private sealed class Verdict(bool isGood) : IMediaCheck
    {
        public void Take(ReadOnlySpan<byte> came, IBufferWriter<byte> readable) => readable.Write(came);

        public bool End(IBufferWriter<byte> readable) => isGood;

        public void Dispose()
        {
        }
    }
}
