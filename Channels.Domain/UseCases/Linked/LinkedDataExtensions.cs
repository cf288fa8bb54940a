using Channels.Domain.LinkedData;
using Channels.Domain.Ports;

namespace Channels.Domain.UseCases.Linked;

internal static class LinkedDataExtensions
{
    /// <exception cref="RuleViolation"><see cref="Rule.ItemNotFound"/></exception>
    public static async Task<LinkedItem> LoadItemAsync(this ILinkedData linked, Guid id) =>
        await linked.FindItemAsync(id) ?? throw new RuleViolation(Rule.ItemNotFound);

    /// <summary>Another system's, or another module's: what stands for a key or an endpoint is theirs alone to change.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.ItemNotFound"/>, <see cref="Rule.ItemIsOurs"/></exception>
    public static async Task<LinkedItem> LoadTheirsAsync(this ILinkedData linked, Guid id) =>
        await linked.LoadItemAsync(id) is { IsOurs: false } item ? item : throw new RuleViolation(Rule.ItemIsOurs);

    /// <exception cref="RuleViolation"><see cref="Rule.ConversationNotFound"/></exception>
    public static async Task<Conversation> LoadConversationAsync(this ILinkedData linked, Guid id) =>
        await linked.FindConversationAsync(id) ?? throw new RuleViolation(Rule.ConversationNotFound);
}
