namespace Channels.Domain.LinkedData;

/// <summary>One linked thing by the name that people know it by.</summary>
/// <param name="Name">A title, or a contact's name or number; untrusted text.</param>
/// <param name="IsOpen">See <see cref="KindCount.Open"/>.</param>
/// <param name="State">Null for a conversation.</param>
public sealed record LinkedName(Guid Id, string Name, bool IsOpen, DateTimeOffset? DueAt, ItemState? State = null);
