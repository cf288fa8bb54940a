using Channels.Domain.Access;

namespace Channels.Domain.UseCases.History;

/// <summary>Kinds of lines as a person looks for them.</summary>
public enum AuditTopic
{
    /// <summary>How channels stood.</summary>
    Connection,

    /// <summary>The steps in which a phone is linked.</summary>
    Pairing,
    Check,
    Setup,

    /// <summary>What people decided about messages that waited.</summary>
    Messages,
    Removal,
    SignIn,
    Accounts,
    Alerts,

    /// <summary>The keys and the endpoints of other systems.</summary>
    Integrations,
}

public static class AuditTopics
{
    /// <summary>Those of channels come before those of people.</summary>
    public static bool IsOfChannels(AuditTopic topic) => topic <= AuditTopic.Removal;

    public static AuditTopic Of(HistoryKind kind) => kind switch
    {
        HistoryKind.StatusChanged or HistoryKind.ConnectFailed or HistoryKind.DeviceUnlinked or HistoryKind.DeviceLeft => AuditTopic.Connection,
        HistoryKind.ConnectAsked or HistoryKind.CodeViewed or HistoryKind.PairingCodeAsked => AuditTopic.Pairing,
        HistoryKind.Refreshed => AuditTopic.Check,
        HistoryKind.Created or HistoryKind.Renamed
            or HistoryKind.ProxySet or HistoryKind.ProxyChanged or HistoryKind.ProxyRemoved => AuditTopic.Setup,
        HistoryKind.MessagesReleased or HistoryKind.MessagesDiscarded => AuditTopic.Messages,
        HistoryKind.RemovalStarted or HistoryKind.TookOver or HistoryKind.Removed => AuditTopic.Removal,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No topic for this kind."),
    };

    public static AuditTopic Of(TraceKind kind) => kind switch
    {
        TraceKind.SignedIn or TraceKind.SignedOut or TraceKind.SessionsEnded => AuditTopic.SignIn,
        TraceKind.SignInFailed or TraceKind.SignInLocked or TraceKind.SignInDisabled or TraceKind.SignInUnknown => AuditTopic.SignIn,
        TraceKind.SetUp or TraceKind.Recovered or TraceKind.Invited => AuditTopic.Accounts,
        TraceKind.RoleChanged or TraceKind.Enabled or TraceKind.Disabled => AuditTopic.Accounts,
        TraceKind.ResetLinkMade or TraceKind.PasswordChosen or TraceKind.PasswordChanged or TraceKind.PasswordRefused => AuditTopic.Accounts,
        TraceKind.AlertsChanged or TraceKind.SecretRenewed => AuditTopic.Alerts,
        TraceKind.KeyMade or TraceKind.KeyRevoked => AuditTopic.Integrations,
        TraceKind.EndpointMade or TraceKind.EndpointChanged or TraceKind.EndpointRemoved => AuditTopic.Integrations,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No topic for this kind."),
    };

    internal static IReadOnlyList<HistoryKind> ChannelKindsOf(AuditTopic topic) => [.. Enum.GetValues<HistoryKind>().Where(x => Of(x) == topic)];

    internal static IReadOnlyList<TraceKind> PeopleKindsOf(AuditTopic topic) => [.. Enum.GetValues<TraceKind>().Where(x => Of(x) == topic)];
}
