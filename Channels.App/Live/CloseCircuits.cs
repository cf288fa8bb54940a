using Channels.Domain.UseCases.People;
using MediatR;

namespace Channels.App.Live;

/// <summary>Ends the pages that a person has open when their role, enabled flag or password changed.</summary>
internal sealed class CloseCircuits(OpenCircuits circuits) : INotificationHandler<PersonChanged>
{
    public Task Handle(PersonChanged notification, CancellationToken cancellationToken)
    {
        circuits.End(notification.UserId);
        return Task.CompletedTask;
    }
}
