using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;

namespace Channels.App.Api.V1;

/// <summary>An address to which events are posted.</summary>
/// <param name="Types">The events that it hears; none for all.</param>
/// <param name="ChannelIds">The instances that it hears of; left out for all.</param>
/// <param name="ShowsMessages">What messages say comes along.</param>
/// <param name="OffReason">Why nothing is posted.</param>
/// <param name="FailingSince">Since when no event is taken.</param>
/// <param name="NextTryAt">When it is probed again.</param>
/// <param name="Waiting">How many events wait to be taken.</param>
internal sealed record EndpointModel(
    Guid Id, string Url, IReadOnlyList<string> Types, IReadOnlyList<Guid>? ChannelIds, bool ShowsMessages, EndpointState State, EndpointOff? OffReason,
    DateTimeOffset? FailingSince, DateTimeOffset? NextTryAt, int Waiting, string MadeBy, DateTimeOffset MadeAt)
{
    public static EndpointModel Of(KeptEndpoint kept)
    {
        var endpoint = kept.Endpoint;
        return new EndpointModel(
            endpoint.Id, endpoint.Address, endpoint.Types, endpoint.IsUnrestricted ? null : [.. kept.Channels.Select(x => x.Key.Value)], endpoint.ShowsMessages,
            endpoint.Off is not null ? EndpointState.Off : endpoint.Failures > 0 ? EndpointState.Failing : EndpointState.On,
            endpoint.Off, endpoint.FailingSince, endpoint.Failures > 0 && endpoint.Off is null ? endpoint.NextTryAt : null, kept.Waiting, endpoint.MadeBy, endpoint.MadeAt);
    }
}

internal enum EndpointState
{
    On,
    Failing,
    Off,
}

/// <param name="Types">The events to hear; left out for all.</param>
/// <param name="ChannelIds">The instances to hear of; left out for all.</param>
internal sealed record EndpointOrder(string? Url, IReadOnlyList<string>? Types, IReadOnlyList<Guid>? ChannelIds, bool ShowsMessages = false)
{
    public WebhookOrder ToDomain() => new(Url ?? "", Types ?? [], ChannelIds?.Select(x => new ChannelId(x)).ToList(), ShowsMessages);
}

/// <summary>What is to be another from now on; the rest stays.</summary>
/// <param name="On">Whether events are posted.</param>
internal sealed record EndpointChange(string? Url, IReadOnlyList<string>? Types, IReadOnlyList<Guid>? ChannelIds, bool? ShowsMessages, bool? On)
{
    public bool IsOfOrder => Url is not null || Types is not null || ChannelIds is not null || ShowsMessages is not null;

    public WebhookOrder AppliedTo(KeptEndpoint kept) => new(
        Url ?? kept.Endpoint.Address,
        Types ?? kept.Endpoint.Types,
        ChannelIds?.Select(x => new ChannelId(x)).ToList() ?? (kept.Endpoint.IsUnrestricted ? null : kept.Channels.Select(x => x.Key).ToList()),
        ShowsMessages ?? kept.Endpoint.ShowsMessages);
}

/// <param name="Secret">What signs its deliveries, in the shape of Standard Webhooks: here and nowhere else.</param>
internal sealed record MadeEndpointModel(Guid Id, string? Secret, EndpointModel Endpoint);

internal sealed record SecretModel(string Secret);

/// <summary>What one try at an endpoint came to.</summary>
/// <param name="Status">Of the answer; left out where there was none.</param>
/// <param name="Error">Why there was none.</param>
/// <param name="Answer">How it begins.</param>
internal sealed record TriedModel(bool Taken, int? Status, WebhookTrouble? Error, string? Answer, long DurationMs)
{
    public static TriedModel Of(WebhookOutcome outcome) =>
        new(outcome.IsTaken, outcome.Status, outcome.Trouble, outcome.Answer, (long)outcome.Took.TotalMilliseconds);
}

/// <summary>One event and one endpoint: what became of it.</summary>
internal sealed record DeliveryModel(
    Guid Id, Guid EndpointId, long Sequence, string Type, DeliveryStage State, int Attempts, DateTimeOffset LastTryAt, DateTimeOffset? NextTryAt,
    int? Status, WebhookTrouble? Error, string? Answer, long DurationMs)
{
    public static DeliveryModel Of(WebhookDelivery delivery) => new(
        delivery.Id, delivery.Endpoint, delivery.Sequence, delivery.Type, delivery.Stage, delivery.Attempts, delivery.LastTryAt,
        delivery.Stage == DeliveryStage.Waiting ? delivery.NextTryAt : null, delivery.Status, delivery.Trouble, delivery.Answer, (long)delivery.Took.TotalMilliseconds);
}

/// <param name="Since">From when on.</param>
internal sealed record ReplayOrder(DateTimeOffset Since);
