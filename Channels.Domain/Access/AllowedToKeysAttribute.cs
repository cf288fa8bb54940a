namespace Channels.Domain.Access;

/// <summary>
/// Says with which scope an <see cref="ApiKey"/> may send a request, and how the channel that it is about is found. A request
/// without this is refused to every key.
/// </summary>
/// <param name="property">The request's property that says which one it is about.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowedToKeysAttribute(ApiScope scope, About about, string property = "Id") : Attribute
{
    public ApiScope Scope { get; } = scope;

    public About About { get; } = about;

    /// <summary>Means nothing for <see cref="About.All"/> and <see cref="About.WhatIsReached"/>.</summary>
    public string Property { get; } = property;
}

/// <summary>What a request is about, for the question which channel a key has to reach.</summary>
public enum About
{
    /// <summary>A channel, or the one that took over from it.</summary>
    Channel,

    /// <summary>A conversation; the channel that has it.</summary>
    Conversation,

    /// <summary>A prompt, follow-up, schedule or integration; the channel on which it hangs.</summary>
    Item,

    /// <summary>A message in the log, or on its way out; the channel whose it is.</summary>
    Message,

    /// <summary>The handler leaves out what the key does not reach: <see cref="Actor.Reaches"/>.</summary>
    WhatIsReached,

    /// <summary>The console as a whole: for unrestricted keys only.</summary>
    All,
}
