using Channels.Domain;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Whether the store takes writes, as the last one that was tried tells. In memory, as it is about what cannot be written.
/// The write gate alone tells it, one write after the other.
/// </summary>
internal sealed partial class StoreSignal(
    IServiceScopeFactory scopes, DataFolder folder, TimeProvider time, ILogger<StoreSignal> logger)
{
    // SQLite writes again over what it has of its log, so that on a full disk now and then a small write succeeds.
    private const long Room = 1 << 20;

    private volatile StoreOutage? _now;

    /// <summary>Null while the store takes writes.</summary>
    public StoreOutage? Now => _now;

    public async Task FailedAsync(StoreTrouble trouble, Exception problem)
    {
        if (_now?.Trouble != trouble)
        {
            Log.Failed(logger, trouble, problem);
            await BecomeAsync(new StoreOutage(trouble, _now?.Since ?? time.GetUtcNow()));
        }
    }

    public async Task WroteAsync()
    {
        if (_now is { } outage && (outage.Trouble != StoreTrouble.Full || HasRoom()))
        {
            Log.Over(logger, outage.Since);
            await BecomeAsync(null);
        }
    }

    private async Task BecomeAsync(StoreOutage? outage)
    {
        _now = outage;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Publish(new StoreChanged(outage), CancellationToken.None);
    }

    private bool HasRoom()
    {
        try
        {
            return new DriveInfo(folder.Path).AvailableFreeSpace >= Room;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The store takes no writes: {Trouble}")]
        public static partial void Failed(ILogger logger, StoreTrouble trouble, Exception problem);

        [LoggerMessage(LogLevel.Warning, "The store takes writes again; it took none since {Since}")]
        public static partial void Over(ILogger logger, DateTimeOffset since);
    }
}
