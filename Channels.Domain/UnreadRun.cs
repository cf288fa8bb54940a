namespace Channels.Domain;

/// <summary>
/// Customers' messages in a row that could not be decrypted. One of them is nothing: the phone that wrote it is asked
/// again, and of one contact the keys may be broken alone. When they are of several contacts and it lasts, the keys of
/// the channel are.
/// </summary>
/// <param name="From">Who wrote the first of them; see <see cref="ContactAddress.Key"/>.</param>
/// <param name="FromOthers">Somebody else wrote one too.</param>
/// <param name="Since">When the first of them came in, by our clock.</param>
/// <param name="Last">When the latest did.</param>
public sealed record UnreadRun(int Count, string From, bool FromOthers, DateTimeOffset Since, DateTimeOffset Last)
{
    public const int DeafFrom = 3;

    /// <summary>Asking again takes seconds, also for all that waited while we were away.</summary>
    public static readonly TimeSpan AskingAgain = TimeSpan.FromMinutes(1);

    public bool IsDeaf => Count >= DeafFrom && FromOthers && Last - Since >= AskingAgain;

    public UnreadRun And(string from, DateTimeOffset now) =>
        this with { Count = Count + 1, FromOthers = FromOthers || from != From, Last = now };
}
