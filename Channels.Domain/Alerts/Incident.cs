namespace Channels.Domain.Alerts;

/// <summary>
/// A channel that left Conectado through no person's doing: from then until it was connected for the settling time
/// without a break. However often it drops in between, it is one incident, with at most one alert and one recovery
/// notice on each route.
/// </summary>
public sealed class Incident
{
    /// <summary>How long a late alert rests where the end of its incident is due and not written yet.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly List<Delivery> _deliveries = [];

    // For the store, which fills the properties one by one.
    private Incident() => (ChannelName, FirstReason, Reason) = (null!, null!, null!);

    public Guid Id { get; private set; }

    public ChannelId Channel { get; private set; }

    public string ChannelName { get; private set; }

    public PhoneNumber? Number { get; private set; }

    /// <summary>When it left Conectado.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Why it left.</summary>
    public StatusReason FirstReason { get; private set; }

    /// <summary>Why it is down, or last was.</summary>
    public StatusReason Reason { get; private set; }

    /// <summary>How often it dropped, the first time included.</summary>
    public int Drops { get; private set; }

    /// <summary>Since when it is connected; null while it is not.</summary>
    public DateTimeOffset? UpSince { get; private set; }

    public DateTimeOffset? AlertedAt { get; private set; }

    /// <summary>When it had lasted for the grace time, whether there was anybody to alert or not: other systems are told then.</summary>
    public DateTimeOffset? JudgedAt { get; private set; }

    /// <summary>Somebody was told, of whatever kind.</summary>
    public bool IsKnown => (JudgedAt ?? AlertedAt) is not null;

    public DateTimeOffset? EndedAt { get; private set; }

    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    public bool IsOver => EndedAt is not null;

    public static Incident Begin(Channel channel, StatusReason reason, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        Channel = channel.Id,
        ChannelName = channel.Name.Value,
        Number = channel.Number,
        StartedAt = at,
        FirstReason = reason with { },
        Reason = reason,
        Drops = 1,
    };

    /// <summary>The channel is called so now, and has this number.</summary>
    public void Introduce(Channel channel) => (ChannelName, Number) = (channel.Name.Value, channel.Number);

    public void WentDown(StatusReason reason, DateTimeOffset at)
    {
        var isDrop = UpSince is not null;
        if (isDrop)
        {
            UpSince = null;
            Drops++;
        }

        // On the way out of what lasts, and after an attempt in vain, that is still why.
        if (isDrop || ReasonTable.Lasts(reason.Code) || !ReasonTable.Lasts(Reason.Code))
        {
            Reason = reason;
        }
    }

    public void CameUp(DateTimeOffset at) => UpSince ??= at;

    /// <summary>
    /// The channel is down on purpose now. Where nobody was told yet, nobody need be. Otherwise it stays open until it is
    /// connected again, so that this can be told; disconnected by a person, it is over.
    /// </summary>
    public void TakenInHand(ReasonCode how, DateTimeOffset at)
    {
        UpSince = null;
        if (!IsKnown || ReasonTable.IsDisconnectedByPerson(how))
        {
            EndedAt = at;
        }
    }

    /// <summary>The channel is gone, or about to be.</summary>
    public void ChannelLeft(DateTimeOffset at) => EndedAt = at;

    /// <summary>Ends it where the channel was connected for the settling time by <paramref name="by"/>.</summary>
    public bool Settle(DateTimeOffset by, AlertTiming timing, DateTimeOffset now)
    {
        if (IsOver || UpSince + timing.Settling is not { } settled || by < settled)
        {
            return false;
        }

        EndedAt = settled;
        if (AlertedAt is not null)
        {
            // The way that the alert went, or was to go.
            foreach (var route in _deliveries.Select(x => x.Route).ToList())
            {
                _deliveries.Add(Delivery.Of(Id, AlertKind.Recovered, route, now));
            }
        }

        return true;
    }

    /// <summary>Alerts where it has lasted for the grace time, and ends it where it has settled.</summary>
    /// <returns>When to look again; null where only another change of the channel matters.</returns>
    public DateTimeOffset? Judge(AlertTiming timing, IEnumerable<AlertRoute> routes, DateTimeOffset now)
    {
        // The clock was set back: what seems to lie ahead is counted from now on, and puts off nothing.
        StartedAt = StartedAt < now ? StartedAt : now;
        UpSince = UpSince > now ? now : UpSince;
        if (IsOver || Settle(now, timing, now))
        {
            return null;
        }

        if (UpSince is not null || AlertedAt is not null)
        {
            return UpSince + timing.Settling;
        }

        if (now < StartedAt + timing.Grace)
        {
            return StartedAt + timing.Grace;
        }

        JudgedAt ??= now;
        foreach (var route in routes)
        {
            AlertedAt = now;
            _deliveries.Add(Delivery.Of(Id, AlertKind.Down, route, now));
        }

        return null;
    }

    /// <summary>Writes down that a message is about to be sent.</summary>
    /// <returns>False where it is not to be sent now, or not any more.</returns>
    public bool BeginDelivery(Delivery delivery, AlertSettings settings, DateTimeOffset now)
    {
        if (delivery.State != DeliveryState.Waiting)
        {
            return false;
        }

        if (!settings.Choices.RoutesOn.Contains(delivery.Route))
        {
            delivery.GiveUp(AlertTrouble.SwitchedOff, now);
            return false;
        }

        // Late news: over already, told by the recovery notice if there is one; or up just now, which may be the end.
        if (delivery.Kind == AlertKind.Down && (IsOver || UpSince is not null))
        {
            if (IsOver)
            {
                delivery.Supersede(now);
            }
            else
            {
                var settled = UpSince!.Value + settings.Choices.Timing.Settling;
                delivery.Postpone(settled > now + Rest ? settled : now + Rest, now);
            }

            return false;
        }

        if (delivery.Kind == AlertKind.Recovered && DownOn(delivery.Route) is { State: DeliveryState.Waiting } untold)
        {
            untold.Supersede(now);
        }

        delivery.Begin(now);
        return true;
    }

    /// <summary>What a message tells.</summary>
    public IncidentStory Tell(Delivery delivery) => new(
        Id, delivery.Kind, Channel, ChannelName, Number, FirstReason, Reason, StartedAt, UpSince, Drops,
        FirstNews: delivery.Kind == AlertKind.Down || DownOn(delivery.Route) is not { MayHaveArrived: true });

    private Delivery? DownOn(AlertRoute route) =>
        _deliveries.SingleOrDefault(x => x.Kind == AlertKind.Down && x.Route == route);
}
