using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Alerts;

/// <param name="Password">The mail account's; null or empty keeps the one there is.</param>
/// <param name="Seen">The revision that the person saw while typing.</param>
[AllowedTo(Role.Administrator)]
public sealed record ChangeAlerts(AlertChoices Choices, string? Password, long Seen) : IRequest<ChangedAlerts>
{
    /// <summary>Keeps the password out of logs and exception texts.</summary>
    public override string ToString() => $"ChangeAlerts since {Seen}";
}

/// <param name="NewSecret">The webhook's secret where it was made just now, to be shown once.</param>
public sealed record ChangedAlerts(AlertSettingsView Settings, string? NewSecret)
{
    /// <summary>Keeps the secret out of logs and exception texts.</summary>
    public override string ToString() => $"ChangedAlerts to {Settings.Revision}";
}

internal sealed class ChangeAlertsValidator : AbstractValidator<ChangeAlerts>
{
    private const int MaxPassword = 1000;

    public ChangeAlertsValidator()
    {
        RuleFor(x => x.Choices).Keeps(AlertChecks.Check);
        RuleFor(x => x.Password!).Keeps(x => x is { Length: > MaxPassword } ? Rule.MailPasswordTooLong : null);
    }
}

internal sealed class ChangeAlertsHandler(
    IChannelStore store, IActor actor, ISecretSeal seal, IBackgroundWork background, TimeProvider time)
    : IRequestHandler<ChangeAlerts, ChangedAlerts>
{
    public async Task<ChangedAlerts> Handle(ChangeAlerts request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var password = string.IsNullOrEmpty(request.Password) ? null : seal.Seal(request.Password);
        var changed = await store.WriteAsync(
            async transaction =>
            {
                var settings = await transaction.Alerts.LoadSettingsAsync();
                settings.Change(request.Choices, password, request.Seen, who.Name);
                transaction.Record(TraceEntry.Of(TraceKind.AlertsChanged, who, time.GetUtcNow()));
                var secret = settings is { Choices.WebhookOn: true, WebhookSecret: null } ? Secrets.Make() : null;
                if (secret is not null)
                {
                    settings.RenewSecret(seal.Seal(secret));
                }

                return new ChangedAlerts(AlertSettingsView.Of(settings), secret);
            },
            cancellationToken);

        // Shorter waits, or a route that is on from now on.
        background.Wake();
        return changed;
    }
}
