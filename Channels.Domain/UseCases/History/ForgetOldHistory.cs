using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.History;

/// <summary>
/// Deletes a batch of timeline lines and of people's traces that are older than 400 days, and of incidents that ended before
/// that; answers false once there are none.
/// </summary>
[AllowedTo(Role.Module)]
public sealed record ForgetOldHistory : IRequest<bool>
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);
}

internal sealed class ForgetOldHistoryHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ForgetOldHistory, bool>
{
    private const int Batch = 5000;

    public Task<bool> Handle(ForgetOldHistory request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var before = time.GetUtcNow() - ForgetOldHistory.Kept;
                var lines = await transaction.ForgetHistoryAsync(before, Batch);
                var traces = await transaction.ForgetTraceAsync(before, Batch);
                var incidents = await transaction.Alerts.ForgetAsync(before, Batch);
                return lines == Batch || traces == Batch || incidents == Batch;
            },
            cancellationToken);
}
