using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>One message, that came in or goes out.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.MessagesRead, About.Message)]
public sealed record FindMessage(Guid Id) : IRequest<LoggedMessage>;

internal sealed class FindMessageHandler(IMessageLog log) : IRequestHandler<FindMessage, LoggedMessage>
{
    public async Task<LoggedMessage> Handle(FindMessage request, CancellationToken cancellationToken) =>
        await log.FindAsync(request.Id, cancellationToken) ?? throw new RuleViolation(Rule.MessageNotFound);
}
