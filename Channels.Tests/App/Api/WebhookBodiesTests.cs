using Channels.App.Api;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.App.Api;

/// <summary>How much of what strangers post is kept at a time.</summary>
public sealed class WebhookBodiesTests : IDisposable
{
    private const int Long = 100_000;
    private readonly FakeTimeProvider _time = new();
    private readonly WebhookBodies _bodies;

    public WebhookBodiesTests() => _bodies = new WebhookBodies(_time);

    public void Dispose() => _bodies.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(64 * 1024)]
    [InlineData((64 * 1024) + 1)]
    [InlineData(WebhookBodies.Most)]
    public async Task Body_OfAnyLengthThatMetaSends_IsHandedOverAsItCame(int length)
    {
        var sent = new byte[length];
        new Random(length).NextBytes(sent);
        byte[]? taken = null;

        await _bodies.WithAsync(Post(new MemoryStream(sent)), body =>
        {
            taken = body.ToArray();
            return Task.FromResult<IResult>(TypedResults.Ok());
        });

        Assert.Equal(sent, taken);
    }

    [Fact]
    public async Task Body_SaidToBeLonger_IsNotRead()
    {
        var http = Post(new StuckBody(0));
        http.Request.ContentLength = WebhookBodies.Most + 1;

        Assert.Equal(StatusCodes.Status413PayloadTooLarge, await TakeAsync(http));
    }

    [Fact]
    public async Task Body_ThatTurnsOutLonger_IsRefused() =>
        Assert.Equal(StatusCodes.Status413PayloadTooLarge, await TakeAsync(Post(new MemoryStream(new byte[WebhookBodies.Most + 1]))));

    [Fact]
    public async Task LongOnes_AreKeptAFewAtATime_AndShortOnesNeverWait()
    {
        var stuck = Enumerable.Range(0, 4).Select(_ => new StuckBody(Long)).ToList();
        var stuckAnswers = stuck.ConvertAll(x => TakeAsync(Post(x)));
        await Task.WhenAll(stuck.Select(x => x.Reached)).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        var next = new CountedBody(new byte[2 * Long]);
        var waiting = TakeAsync(Post(next));

        Assert.Equal(StatusCodes.Status200OK, await TakeAsync(Post(new MemoryStream(new byte[1000]))));
        Assert.True(next.Count <= (64 * 1024) + 1);
        Assert.False(waiting.IsCompleted);

        stuck[0].End();
        Assert.Equal(StatusCodes.Status200OK, await waiting.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));
        Assert.Equal(StatusCodes.Status200OK, await stuckAnswers[0].WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));
        Assert.All(stuckAnswers.Skip(1), x => Assert.False(x.IsCompleted));
    }

    [Fact]
    public async Task Sender_ThatTakesTooLong_IsLeft_AndHoldsNoOtherUp()
    {
        var stuck = Enumerable.Range(0, 4).Select(_ => new StuckBody(Long)).ToList();
        var answers = stuck.ConvertAll(x => TakeAsync(Post(x)));
        await Task.WhenAll(stuck.Select(x => x.Reached)).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        _time.Advance(WebhookBodies.Deadline);

        Assert.All(await Task.WhenAll(answers).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken), x => Assert.Equal(StatusCodes.Status503ServiceUnavailable, x));
        Assert.Equal(StatusCodes.Status200OK, await TakeAsync(Post(new MemoryStream(new byte[Long]))).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));
    }

    private async Task<int?> TakeAsync(HttpContext http) =>
        ((IStatusCodeHttpResult)await _bodies.WithAsync(http, _ => Task.FromResult<IResult>(TypedResults.Ok()))).StatusCode;

    private static DefaultHttpContext Post(Stream body) => new() { Request = { Body = body } };

    /// <summary>How much of it was read.</summary>
    private sealed class CountedBody(byte[] all) : MemoryStream(all)
    {
        public long Count => Position;
    }

    /// <summary>Gives so many bytes, and then nothing until it is ended.</summary>
    private sealed class StuckBody(int length) : Stream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = length;

        public Task Reached => _reached.Task;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void End() => _end.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
            {
                _reached.TrySetResult();
                await _end.Task.WaitAsync(cancellationToken);
                return 0;
            }

            var read = Math.Min(buffer.Length, _left);
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
