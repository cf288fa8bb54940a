using MediatR;

namespace Channels.Domain.Webhooks;

/// <summary>Endpoints came, went, or are to be served otherwise; published after the commit.</summary>
public sealed record EndpointsEdited : INotification;

/// <summary>Endpoints, or what was posted to them, changed in any way; published after the commit.</summary>
public sealed record WebhooksChanged : INotification;
