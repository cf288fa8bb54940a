namespace Channels.Domain.Access;

/// <summary>What an <see cref="ApiKey"/> may be allowed to do. Stored by name; other systems read it as <c>channels:read</c>.</summary>
public enum ApiScope
{
    /// <summary>See instances and how they stand, and have them looked at anew.</summary>
    ChannelsRead,

    /// <summary>Create, rename, connect and disconnect instances.</summary>
    ChannelsWrite,

    /// <summary>Read the codes with which a phone is linked.</summary>
    ChannelsPair,

    /// <summary>Remove instances.</summary>
    ChannelsRemove,

    /// <summary>Read messages and conversations.</summary>
    MessagesRead,

    /// <summary>Send messages, and decide about those that wait.</summary>
    MessagesSend,

    /// <summary>See prompts, follow-ups, schedules and integrations.</summary>
    LinkedRead,

    /// <summary>Hang them on instances, change them, and take them away.</summary>
    LinkedWrite,

    /// <summary>Read what happened.</summary>
    EventsRead,

    /// <summary>Have it told by webhooks.</summary>
    WebhooksManage,
}

/// <summary>How scopes are written for other systems.</summary>
public static class ApiScopes
{
    public static IReadOnlyList<ApiScope> All { get; } = Enum.GetValues<ApiScope>();

    /// <returns>Two words with a colon, such as <c>channels:read</c>.</returns>
    public static string TextOf(ApiScope scope)
    {
        var name = scope.ToString();
        var second = name.Skip(1).TakeWhile(char.IsAsciiLetterLower).Count() + 1;
        return $"{name[..second].ToLowerInvariant()}:{name[second..].ToLowerInvariant()}";
    }
}
