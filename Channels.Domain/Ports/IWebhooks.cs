using Channels.Domain.Events;
using Channels.Domain.LinkedData;
using Channels.Domain.Webhooks;

namespace Channels.Domain.Ports;

/// <summary>Endpoints and what was posted to them, to read.</summary>
public interface IWebhookStore
{
    /// <summary>All of them, the newest first, each with the channels that a limited one hears of.</summary>
    Task<IReadOnlyList<KeptEndpoint>> ListAsync(CancellationToken cancellationToken);

    /// <param name="atMost">Of what waits, and of what is new.</param>
    /// <returns>Null where there is no such endpoint.</returns>
    Task<DueEvents?> FindDueAsync(Guid endpoint, int atMost, CancellationToken cancellationToken);

    /// <summary>What was posted to an endpoint, the newest event first.</summary>
    /// <param name="stage">Null for all.</param>
    /// <param name="before">From which event's number down; null for the newest.</param>
    Task<IReadOnlyList<WebhookDelivery>> ListDeliveriesAsync(Guid endpoint, DeliveryStage? stage, long? before, int take, CancellationToken cancellationToken);

    /// <summary>A delivery with its event as it reads now; null where either is gone.</summary>
    Task<DeliveredEvent?> FindDeliveryAsync(Guid delivery, CancellationToken cancellationToken);
}

/// <param name="Channels">By id and name; empty for one that is unrestricted, or was limited to channels that are gone.</param>
/// <param name="Waiting">How many events wait to be taken, the tried ones and those that were never; of many only that they are many.</param>
public sealed record KeptEndpoint(WebhookEndpoint Endpoint, IReadOnlyList<KeyValuePair<ChannelId, string>> Channels, int Waiting);

public sealed record DeliveredEvent(WebhookDelivery Delivery, WebhookEndpoint Endpoint, ReadEvent Event, Guid Log);

/// <summary>The same inside a transaction.</summary>
public interface IWebhookData
{
    void Add(WebhookEndpoint endpoint);

    /// <summary>With all that was posted to it.</summary>
    void Remove(WebhookEndpoint endpoint);

    Task<WebhookEndpoint?> FindAsync(Guid id);

    /// <summary>The integrations that an endpoint is, on the channels that it hears of.</summary>
    Task<IReadOnlyList<LinkedItem>> ListReachAsync(Guid endpoint);

    /// <summary>The deliveries of these events, by their numbers.</summary>
    Task<Dictionary<long, WebhookDelivery>> FindDeliveriesAsync(Guid endpoint, IReadOnlyList<long> sequences);

    Task<WebhookDelivery?> FindDeliveryAsync(Guid delivery);

    void Add(WebhookDelivery delivery);

    /// <summary>All that waits is due.</summary>
    Task HurryAsync(Guid endpoint, DateTimeOffset now);

    /// <summary>The number of the newest event.</summary>
    Task<long> ReadLastAsync();

    /// <summary>The number of the newest event before <paramref name="at"/> that is kept; 0 where none is.</summary>
    Task<long> ReadLastBeforeAsync(DateTimeOffset at);
}

/// <summary>Posts events.</summary>
public interface IWebhookSender
{
    /// <summary>Makes one try. Every expected outcome is a value.</summary>
    /// <exception cref="OperationCanceledException">It was cut off; it may have arrived.</exception>
    Task<WebhookOutcome> SendAsync(WebhookEndpoint endpoint, EventBody body, CancellationToken cancellationToken);
}

/// <summary>Says where webhooks may go.</summary>
public interface IWebhookGuard
{
    /// <returns>What is wrong with an address, as far as it can be seen without asking anybody; null where nothing is.</returns>
    RuleViolation? Check(string address);
}

/// <summary>Writes events as other systems read them.</summary>
public interface IEventBodies
{
    /// <param name="withMessages">What messages say, and whose they are, comes along.</param>
    EventBody Of(ReadEvent happened, Guid log, bool withMessages);

    /// <summary>Something to try an endpoint with.</summary>
    EventBody OfTest(Guid id, DateTimeOffset at);
}

/// <param name="Id">The same wherever the event is read.</param>
/// <param name="Json">In UTF-8.</param>
public sealed record EventBody(string Id, byte[] Json);
