using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>Meta asks whether the webhook's address is ours.</summary>
[AllowedTo(Role.Nobody)]
public sealed record VerifyWebhook(string? Mode, string? VerifyToken) : IRequest<bool>
{
    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => nameof(VerifyWebhook);
}

internal sealed class VerifyWebhookHandler(IOfficialWebhook webhook) : IRequestHandler<VerifyWebhook, bool>
{
    public Task<bool> Handle(VerifyWebhook request, CancellationToken cancellationToken) =>
        Task.FromResult(webhook.IsOpen && webhook.Knows(request.Mode, request.VerifyToken));
}
