using System.Reflection;

namespace Channels.Domain;

/// <summary>What is asked about reasons. The table itself is <see cref="ReasonCode"/>: a row per reason.</summary>
public static class ReasonTable
{
    private static readonly ReasonAttribute[] Rows =
    [
        .. Enum.GetValues<ReasonCode>().Order()
            .Select(code => typeof(ReasonCode).GetField($"{code}")!.GetCustomAttribute<ReasonAttribute>()
                ?? throw new InvalidOperationException($"{code} says neither status nor traits.")),
    ];

    public static ChannelStatus StatusOf(ReasonCode code) => Rows[(int)code].Status;

    public static bool IsPairing(ReasonCode code) => Has(code, ReasonTraits.Pairing);

    public static bool WaitsForTyping(ReasonCode code) => Has(code, ReasonTraits.Typing);

    public static bool IsAuthorizing(ReasonCode code) => Has(code, ReasonTraits.Authorizing);

    public static bool IsFinishing(ReasonCode code) => Has(code, ReasonTraits.Finishing);

    /// <summary>What ends the wait for somebody who is at Facebook; whatever else is said meanwhile is of before.</summary>
    public static bool EndsWaiting(ReasonCode code) => Has(code, ReasonTraits.AuthorizationEnded) || IsFinishing(code);

    public static bool IsDisconnectedByPerson(ReasonCode code) => Has(code, ReasonTraits.ByPerson);

    public static bool ComesBack(ReasonCode code) => Has(code, ReasonTraits.ComesBack);

    public static bool IsTrouble(ReasonCode code) => Has(code, ReasonTraits.Trouble);

    /// <summary>Bans and restrictions of either method: what waited when they came may be what brought them about.</summary>
    public static bool IsBan(ReasonCode code) => Has(code, ReasonTraits.Ban);

    /// <summary>Trouble out of which the channel finds no way by itself.</summary>
    public static bool Lasts(ReasonCode code) =>
        IsTrouble(code) && StatusOf(code) == ChannelStatus.Disconnected && !ComesBack(code);

    public static bool IsAttemptEnd(ReasonCode code) => Has(code, ReasonTraits.AttemptEnded);

    /// <summary>Whether a channel is not, or no longer, down against anybody's will once this is so.</summary>
    public static bool EndsOutage(ReasonCode code) => !IsTrouble(code) && !IsPairing(code) && !IsAttemptEnd(code);

    /// <summary>When Desconectar shows: there is a line to end, or something kept to delete.</summary>
    public static bool CanDisconnect(ReasonCode code) =>
        StatusOf(code) != ChannelStatus.Disconnected || Has(code, ReasonTraits.MayBeKept);

    private static bool Has(ReasonCode code, ReasonTraits trait) => (Rows[(int)code].Traits & trait) == trait;
}
