using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Channels.App.Api;

/// <summary>
/// Reads what is posted to the webhook, whoever posts it: its signature is over all the bytes as they came, so they are
/// kept before anybody knows whose they are. What Meta usually sends is short and never waits; of the long ones
/// few are kept at a time, each for so long that a slow line can still deliver.
/// </summary>
internal sealed class WebhookBodies(TimeProvider time) : IDisposable
{
    /// <summary>In bytes: what Meta's page on webhooks gives as the most.</summary>
    public const int Most = 3 * 1024 * 1024;

    /// <summary>How many long ones are kept at a time.</summary>
    public const int LongAtOnce = 4;

    /// <summary>How long one may wait for its turn and take to arrive, together.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private const int Short = 64 * 1024;
    private readonly SemaphoreSlim _turns = new(LongAtOnce);

    /// <summary>Reads the body and hands it to <paramref name="take"/>, which must not keep it.</summary>
    /// <returns>What <paramref name="take"/> answers; 413 or 503 where there is nothing to hand over.</returns>
    public async Task<IResult> WithAsync(HttpContext http, Func<ReadOnlyMemory<byte>, Task<IResult>> take)
    {
        var isTooLong = http.Request.ContentLength > Most;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // What is too long is let go by for a moment, unkept: on a connection that is cut the answer does not arrive.
            limit.MaxRequestBodySize = isTooLong ? null : Most + 1;
        }

        if (isTooLong)
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        using var late = new CancellationTokenSource(Deadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, http.RequestAborted);
        try
        {
            using var start = MemoryPool<byte>.Shared.Rent(Short + 1);
            var length = await FillAsync(start.Memory[..(Short + 1)], http.Request.Body, stop.Token);
            return length <= Short
                ? await take(start.Memory[..length])
                : await WithLongAsync(start.Memory[..length], http.Request.Body, take, stop.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            // Meta delivers again what was not answered with 200.
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<IResult> WithLongAsync(
        ReadOnlyMemory<byte> start, Stream rest, Func<ReadOnlyMemory<byte>, Task<IResult>> take, CancellationToken stop)
    {
        await _turns.WaitAsync(stop);
        try
        {
            using var all = MemoryPool<byte>.Shared.Rent(Most + 1);
            start.CopyTo(all.Memory);
            var length = start.Length + await FillAsync(all.Memory[start.Length..(Most + 1)], rest, stop);
            return length <= Most
                ? await take(all.Memory[..length])
                : TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }
        finally
        {
            _turns.Release();
        }
    }

    private static async Task<int> FillAsync(Memory<byte> into, Stream from, CancellationToken stop) =>
        await from.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, stop);
}
