using Channels.Domain.LinkedData;
using Channels.Domain.Ports;

namespace Channels.Domain.UseCases.Linked;

internal static class LinkedDataExtensions
{
    /// <exception cref="RuleViolation"><see cref="Rule.ItemNotFound"/></exception>
    public static async Task<LinkedItem> LoadItemAsync(this ILinkedData linked, Guid id) =>
        await linked.FindItemAsync(id) ?? throw new RuleViolation(Rule.ItemNotFound);

    /// <exception cref="RuleViolation"><see cref="Rule.ConversationNotFound"/></exception>
    public static async Task<Conversation> LoadConversationAsync(this ILinkedData linked, Guid id) =>
        await linked.FindConversationAsync(id) ?? throw new RuleViolation(Rule.ConversationNotFound);
}
