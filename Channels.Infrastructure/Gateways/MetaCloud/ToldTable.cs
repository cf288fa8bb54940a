namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// What of all that was told still holds: what neither reached its own end nor is contradicted by anything told later. Of one
/// second, in which Meta's times are, nothing is known, and the reading decides.
/// </summary>
internal static class ToldTable
{
    /// <summary>The longest restriction that Meta names (WhatsApp documentation, Policy enforcement).</summary>
    private static readonly TimeSpan LongestRestriction = TimeSpan.FromDays(7);

    /// <summary>For so long a violation can be appealed (ibidem); an older one has nothing left to be done about.</summary>
    private static readonly TimeSpan Appealable = TimeSpan.FromDays(90);

    /// <summary>For so long a refusal stands for the next message; where nobody sends, nobody would end it.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    // A message that was sent afterwards also says that an account is not, or no longer, disabled or suspended: what lifted
    // it may have been told while nobody listened.
    private static readonly Dictionary<ToldKind, ToldKind[]> EndedBy = new()
    {
        [ToldKind.Restriction] = [],
        [ToldKind.Violation] = [ToldKind.Reinstated, ToldKind.Approved],
        [ToldKind.DisableScheduled] = [ToldKind.Reinstated],
        [ToldKind.Disabled] = [ToldKind.Reinstated, ToldKind.Sent],
        [ToldKind.PaymentMissing] = [ToldKind.Sent, ToldKind.Delivered],
        [ToldKind.SendingRefused] = [ToldKind.Sent, ToldKind.Authorized],
        [ToldKind.Offboarded] = [ToldKind.Reconnected, ToldKind.Shared, ToldKind.Sent, ToldKind.TakenOver],
        [ToldKind.Left] = [ToldKind.Shared, ToldKind.Reconnected, ToldKind.Authorized],
        [ToldKind.Coexistence] = [ToldKind.TakenOver],
    };

    /// <param name="told">Of one number and its account.</param>
    /// <returns>What was told of this kind; null where that does not hold, or no longer.</returns>
    public static MetaTold? Find(IReadOnlyList<MetaTold> told, ToldKind kind, DateTimeOffset now) =>
        told.Where(x => x.Kind == kind).MaxBy(x => x.ToldAt) is { } word
        && !(EndOf(word) <= now)
        && !told.Any(x => x.ToldAt >= word.ToldAt && EndedBy[kind].Contains(x.Kind))
            ? word
            : null;

    /// <summary>Whether this, told now, ends something that holds until then.</summary>
    public static bool Ends(IReadOnlyList<MetaTold> told, MetaTold word, DateTimeOffset now) =>
        EndedBy.Where(x => x.Value.Contains(word.Kind)).Any(x => Find(told, x.Key, now)?.ToldAt <= word.ToldAt);

    private static DateTimeOffset? EndOf(MetaTold word) => word.Kind switch
    {
        ToldKind.Restriction => word.Until ?? word.ToldAt + LongestRestriction,
        ToldKind.Violation => word.ToldAt + Appealable,
        ToldKind.SendingRefused => word.ToldAt + Remembered,
        _ => word.Until,
    };
}
