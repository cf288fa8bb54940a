namespace Channels.Domain;

/// <summary>The store takes no writes.</summary>
/// <param name="Since">When the first write failed; nothing was written since.</param>
public sealed record StoreOutage(StoreTrouble Trouble, DateTimeOffset Since);

/// <summary>Why the store takes no writes. Words are in the resources, under <c>Store_</c> and its name.</summary>
public enum StoreTrouble
{
    /// <summary>Its disk, or its share of it, has no room.</summary>
    Full,

    /// <summary>Its disk, or its file, can only be read.</summary>
    ReadOnly,

    /// <summary>Another program holds it.</summary>
    Busy,

    /// <summary>The disk fails, or what is on it is damaged.</summary>
    Fault,
}
