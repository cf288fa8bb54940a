namespace Channels.Domain.Ports;

/// <summary>
/// The phones that the simulator pretends, one for each of its channels. Whoever has a code or a key may do what
/// somebody with the phone in their hand may. It exists in development only.
/// </summary>
public interface IVirtualPhones
{
    /// <summary>What a code would link; null where it is unknown or spent, or its pairing is over.</summary>
    Task<PhoneOffer?> FindOfferAsync(string code, CancellationToken cancellationToken);

    /// <summary>Links the channel whose code it is to a phone with this number. The code is spent.</summary>
    /// <returns>The phone; null where the code is no good any more.</returns>
    Task<IVirtualPhone?> LinkAsync(string code, PhoneNumber number, string profileName);

    /// <summary>The phone that this code linked, for as long as it is linked; null where there is none, or the app was started since.</summary>
    IVirtualPhone? FindLinked(string code);

    /// <summary>The phone of a key; null where the key was not made here.</summary>
    Task<IVirtualPhone?> FindAsync(string key);

    /// <summary>The phone of a channel, linked or not.</summary>
    Task<IVirtualPhone> OfAsync(ChannelId id);
}

/// <summary>A phone in somebody's hand. What it cannot do as it stands does nothing.</summary>
public interface IVirtualPhone
{
    /// <summary>The phone changed. Raised on any thread; a handler neither waits nor throws.</summary>
    event Action Changed;

    /// <summary>A credential that opens this phone's page; it outlives the app.</summary>
    string Key { get; }

    PhoneState State { get; }

    /// <summary>The line breaks and stays broken until <see cref="GoOnlineAsync"/>.</summary>
    Task GoOfflineAsync();

    Task GoOnlineAsync();

    /// <summary>Unlinks the console on the phone.</summary>
    Task LogOutAsync();

    /// <summary>WhatsApp bans the account, for a time or for good.</summary>
    Task BanAsync(TimeSpan? duration);

    /// <summary>A customer writes to the phone's number.</summary>
    Task ReceiveAsync(PhoneNumber from, string? name, string text);

    /// <summary>How the contacts take what is sent to them from now on.</summary>
    void Become(ContactManner contacts);

    /// <summary>Messages to sample people are taken for sending through the channel, some of them for later.</summary>
    /// <returns>How many were taken; fewer where the queue is full, or the channel is going.</returns>
    Task<int> QueueAsync(int count);

    /// <summary>
    /// Begins to hang sample conversations on the channel, and prompts, follow-ups, schedules and integrations in
    /// proportion. <see cref="PhoneState.Filling"/> tells how far it is.
    /// </summary>
    /// <param name="conversations">1 to <see cref="SampleFilling.Most"/>.</param>
    /// <returns>False where it is under way already.</returns>
    bool Fill(int conversations);
}

/// <summary>A channel that waits to be linked, and what its phone could be called.</summary>
public sealed record PhoneOffer(string ChannelName, PhoneNumber Number, string ProfileName);

/// <param name="Number">Null while nothing is linked.</param>
/// <param name="BannedUntil">Null for a ban for good.</param>
/// <param name="Messages">The newest some hundred, oldest first. Their texts are kept here and nowhere else.</param>
public sealed record PhoneState(
    PhoneCondition Condition,
    PhoneNumber? Number,
    string? ProfileName,
    DateTimeOffset? BannedUntil,
    IReadOnlyList<PhoneMessage> Messages,
    SampleFilling? Filling)
{
    public ContactManner Contacts { get; init; }
}

/// <summary>How contacts take messages. Words under <c>Manner_</c> and the name.</summary>
public enum ContactManner
{
    Read,

    /// <summary>They get them and do not look.</summary>
    Receive,

    /// <summary>Their phones are off.</summary>
    AreAway,

    /// <summary>They are not on WhatsApp.</summary>
    Refuse,

    /// <summary>WhatsApp does not say what became of them.</summary>
    GiveNoAnswer,
}

/// <summary>How a phone stands. Words under <c>Phone_</c> and the name.</summary>
public enum PhoneCondition
{
    NotLinked,

    /// <summary>The console refused its number and logged it out.</summary>
    Refused,
    Online,
    Offline,
    Banned,
}

/// <param name="Incoming">From the contact; otherwise sent through the channel.</param>
public sealed record PhoneMessage(DateTimeOffset At, bool Incoming, PhoneNumber Contact, string? ContactName, string Text);

/// <param name="Done">How many rows are written.</param>
public sealed record SampleFilling(long Done, long Total, FillingEnd? End = null)
{
    /// <summary>The most conversations at a time.</summary>
    public const int Most = 1_000_000;
}

/// <summary>How a filling ended. Words under <c>Filling_</c> and the name.</summary>
public enum FillingEnd
{
    Finished,

    /// <summary>The channel is gone, or going.</summary>
    InstanceGone,

    /// <summary>Something broke; the log says what.</summary>
    Failed,
}
