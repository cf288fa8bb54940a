using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Somebody's role, enabled flag or password changed; their open circuits are closed.</summary>
public sealed record PersonChanged(string UserId) : INotification;
