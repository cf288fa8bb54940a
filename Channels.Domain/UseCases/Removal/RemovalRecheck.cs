using Channels.Domain.Ports;

namespace Channels.Domain.UseCases.Removal;

/// <summary>Whether what a person saw before they confirmed a removal is still so.</summary>
internal static class RemovalRecheck
{
    public static async Task CompareAsync(IChannelTransaction transaction, RemoveChannel request, bool linked)
    {
        var integrations = await transaction.Linked.ListIntegrationsAsync(request.Id);
        var added = integrations.Where(x => !request.Seen.Integrations.Contains(x.Id)).Select(x => x.Title).ToList();
        if (added.Count > 0)
        {
            throw new RuleViolation(Rule.IntegrationAddedMeanwhile, string.Join(", ", added));
        }

        if (linked && !request.Seen.AnythingLinked)
        {
            throw new RuleViolation(Rule.LinkedMeanwhile);
        }
    }

    /// <returns>Null where the successor is still to be made.</returns>
    public static async Task<Channel?> FindDestinationAsync(IChannelTransaction transaction, RemoveChannel request)
    {
        if (request.Successor is not null)
        {
            return null;
        }

        if (request.Destination is not { } id || id == request.Id)
        {
            throw new RuleViolation(Rule.DestinationRequired);
        }

        var seen = request.Seen.Destination;
        var found = await transaction.FindAsync(id);
        if (found is null || found.IsBeingRemoved)
        {
            throw new RuleViolation(Rule.DestinationGone, seen?.Name ?? found?.Name.Value ?? "");
        }

        var same = seen is not null
            && seen.Name == found.Name.Value
            && seen.Number == found.Number
            && (found.Status == ChannelStatus.Connected || seen.Status != ChannelStatus.Connected);
        return same ? found : throw new RuleViolation(Rule.DestinationChangedMeanwhile, found.Name.Value);
    }
}
