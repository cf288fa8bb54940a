using Channels.Domain.Proxies;

namespace Channels.Domain;

/// <summary>
/// A channel: one WhatsApp number under one name. Commands from people throw <see cref="RuleViolation"/>;
/// observations from gateways never throw, and repeated ones change nothing.
/// </summary>
public sealed partial class Channel
{
    private readonly List<HistoryEntry> _history = [];

    private Channel(ChannelId id, ChannelName name, ConnectionMethod method, StatusReason reason, DateTimeOffset now)
    {
        Id = id;
        Name = name;
        Method = method;
        Reason = reason;
        Since = now;
        CreatedAt = now;
    }

    // For the store, which fills the properties one by one.
    private Channel() => (Name, Reason) = (null!, null!);

    public ChannelId Id { get; private set; }

    public ChannelName Name { get; private set; }

    public ConnectionMethod Method { get; private set; }

    public StatusReason Reason { get; private set; }

    public ChannelStatus Status => Reason.Status;

    /// <summary>Since when the channel has its status.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>The number it is or was last connected with.</summary>
    public PhoneNumber? Number { get; private set; }

    /// <summary>The name that the account shows at WhatsApp: untrusted text.</summary>
    public string? ProfileName { get; private set; }

    /// <summary>Names the stored profile picture's bytes; null where there is none.</summary>
    public string? PictureTag { get; private set; }

    /// <summary>When the present link was made, by our clock.</summary>
    public DateTimeOffset? LinkedAt { get; private set; }

    /// <summary>
    /// When the present link was made, by WhatsApp's clock: what WhatsApp dates before is history. Null where it did not
    /// say, and then nothing is: ours may be hours off, and a customer unheard is worse than an old message.
    /// </summary>
    public DateTimeOffset? HistoryBefore { get; private set; }

    /// <summary>
    /// The administrator agreed that the phone of the pairing under way may have another number; until that pairing ends,
    /// or the link that came of it has logged in.
    /// </summary>
    public bool OtherNumberAllowed { get; private set; }

    /// <summary>Its line goes through a proxy of its own; see <see cref="LineProxy"/>.</summary>
    public bool HasProxy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Rises by one with each change; the concurrency token of the row.</summary>
    public long Revision { get; private set; }

    /// <param name="nameIsProvisional">Nobody chose the name; see <see cref="IsNameProvisional"/>.</param>
    public static Channel Create(
        ChannelName name, ConnectionMethod method, string who, DateTimeOffset now, bool nameIsProvisional = false, ChannelId? id = null)
    {
        var channel = new Channel(id ?? ChannelId.New(now), name, method, new StatusReason(ReasonCode.NeverConnected), now)
        {
            IsNameProvisional = nameIsProvisional,
        };
        channel.Record(HistoryKind.Created, now, who);
        channel.Revision = 1;
        return channel;
    }

    /// <param name="name">The new name.</param>
    /// <param name="seen">The name that the person saw while typing; another one in the meantime is not overwritten.</param>
    /// <exception cref="RuleViolation">The name changed meanwhile.</exception>
    public void Rename(ChannelName name, string seen, string who, DateTimeOffset now)
    {
        EnsureStays();
        if (Name.Value != seen)
        {
            throw new RuleViolation(Rule.NameChangedMeanwhile, Name.Value);
        }

        if (Name == name)
        {
            return;
        }

        Record(HistoryKind.Renamed, now, who, detail: $"{Name.Value} → {name.Value}");
        Name = name;
        IsNameProvisional = false;
        Revision++;
    }

    /// <summary>A person asked for a connection: pairing where the gateway has no credentials, otherwise a login.</summary>
    /// <returns>False where the channel is connected or connecting already, so that there is nothing to start.</returns>
    public bool AskToConnect(bool allowOtherNumber, string who, DateTimeOffset now)
    {
        EnsureStays();
        if (Status == ChannelStatus.Connected || ReasonTable.IsPairing(Reason.Code))
        {
            return false;
        }

        OtherNumberAllowed = allowOtherNumber;
        Record(HistoryKind.ConnectAsked, now, who);
        Become(new StatusReason(ReasonCode.Opening), now);
        return true;
    }

    public void CodeViewed(string who, DateTimeOffset now)
    {
        EnsureStays();
        Record(HistoryKind.CodeViewed, now, who);
    }

    public void Refreshed(string who, DateTimeOffset now)
    {
        EnsureStays();
        Record(HistoryKind.Refreshed, now, who, Reason);
    }

    /// <summary>Somebody gave its line a proxy, another one, or none. Where that is stays out of the timeline, which operators read.</summary>
    public void ProxyChanged(bool hasProxy, string who, DateTimeOffset now)
    {
        EnsureStays();
        var kind = !hasProxy ? HistoryKind.ProxyRemoved : HasProxy ? HistoryKind.ProxyChanged : HistoryKind.ProxySet;
        Record(kind, now, who);
        HasProxy = hasProxy;
        Revision++;
    }

    /// <summary>Somebody decided about messages that waited; where there were none, nothing is said.</summary>
    /// <param name="released">They are sent; otherwise they are not.</param>
    /// <param name="through">The name of the other channel that sends them; null for this one.</param>
    public void Decided(bool released, int count, string? through, string who, DateTimeOffset now)
    {
        if (count > 0)
        {
            var detail = count.ToString(System.Globalization.CultureInfo.InvariantCulture) + (through is null ? "" : $" → {through}");
            Record(released ? HistoryKind.MessagesReleased : HistoryKind.MessagesDiscarded, now, who, detail: detail);
        }
    }

    /// <summary>The gateway linked a new device for this channel.</summary>
    /// <param name="theirTime">When, by WhatsApp's clock, where it said so.</param>
    public void Linked(DateTimeOffset now, DateTimeOffset? theirTime) => (LinkedAt, HistoryBefore) = (now, theirTime);

    /// <summary>The gateway logged in with a number.</summary>
    /// <param name="owner">The name of another channel that has the number, if any.</param>
    /// <returns>False where the number is refused: the gateway has to log the device out.</returns>
    public bool LoggedIn(PhoneNumber number, string? owner, StatusReason reason, DateTimeOffset now)
    {
        // Its device goes by a job of its own; how it stood is what the receipt's reader saw.
        if (IsBeingRemoved)
        {
            return true;
        }

        if (!Takes(number, owner, now))
        {
            return false;
        }

        var numberChanged = Number != number;
        Keep(number, now);
        if (!Become(reason, now) && numberChanged)
        {
            Revision++;
        }

        return true;
    }

    /// <summary>The gateway says how things stand, short of being logged in.</summary>
    public void Observe(StatusReason reason, DateTimeOffset now)
    {
        if (Reason.Code == ReasonCode.AwaitingFacebook && !ReasonTable.EndsWaiting(reason.Code))
        {
            return;
        }

        // Connected means logged in with a number, which only LoggedIn can say.
        if (!IsBeingRemoved && (reason.Status != ChannelStatus.Connected || Status == ChannelStatus.Connected))
        {
            Become(reason, now);
        }
    }

    /// <summary>The gateway learnt the account's name or picture; null leaves what is known.</summary>
    public void Introduce(string? profileName, string? pictureTag)
    {
        if ((profileName ?? ProfileName) == ProfileName && (pictureTag ?? PictureTag) == PictureTag)
        {
            return;
        }

        ProfileName = profileName ?? ProfileName;
        PictureTag = pictureTag ?? PictureTag;
        Revision++;
    }

    /// <summary>A person disconnected the channel.</summary>
    /// <param name="told">Otherwise WhatsApp could not be told, so that there the link still stands.</param>
    public void Disconnected(bool told, string who, DateTimeOffset now)
    {
        EnsureStays();
        var code = told ? ReasonCode.DisconnectedBy
            : Method == ConnectionMethod.MetaCloud ? ReasonCode.DisconnectedStillSubscribed
            : ReasonCode.DisconnectedDeviceListed;
        Unlink();
        Official = null;
        Become(new StatusReason(code) { Who = who }, now);
    }

    /// <summary>What came in lately could, or could not, be read; told where there is nothing worse to tell.</summary>
    public void Hears(bool isDeaf, DateTimeOffset now)
    {
        if (!IsBeingRemoved && Reason.Code == (isDeaf ? ReasonCode.Connected : ReasonCode.ConnectedDeaf))
        {
            Become(new StatusReason(isDeaf ? ReasonCode.ConnectedDeaf : ReasonCode.Connected), now);
        }
    }

    public ChannelSnapshot Snapshot() =>
        new(Id, Name.Value, Method, Reason, Since, Number, ProfileName, PictureTag, CreatedAt, Revision)
        {
            IsLinked = LinkedAt is not null,
            OtherNumberAllowed = OtherNumberAllowed,
            Removal = Removal,
            IsUnstable = IsUnstable,
            Official = Official,
            HasProxy = HasProxy,
            Outage = Outage,
            LastAttempt = LastAttempt,
        };

    /// <summary>Hands over the timeline's new lines, once.</summary>
    public IReadOnlyList<HistoryEntry> DrainHistory()
    {
        HistoryEntry[] drained = [.. _history];
        _history.Clear();
        return drained;
    }

    private void Unlink() => (LinkedAt, HistoryBefore) = (null, null);

    private void Record(HistoryKind kind, DateTimeOffset now, string? who, StatusReason? reason = null, string? detail = null) =>
        _history.Add(new HistoryEntry(Id, Name.Value, now, kind, who, detail) { Reason = reason });
}
