using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>Meta delivers what happened; answers false where it is not Meta who does.</summary>
[AllowedTo(Role.Nobody)]
public sealed record TakeWebhook(ReadOnlyMemory<byte> Body, string? Signature) : IRequest<bool>
{
    /// <summary>Keeps what customers write out of logs.</summary>
    public override string ToString() => nameof(TakeWebhook);
}

internal sealed class TakeWebhookHandler(IOfficialWebhook webhook) : IRequestHandler<TakeWebhook, bool>
{
    // Somebody who hangs up early has told us all the same.
    public async Task<bool> Handle(TakeWebhook request, CancellationToken cancellationToken) =>
        webhook.IsOpen && await webhook.TakeAsync(request.Body, request.Signature, CancellationToken.None);
}
