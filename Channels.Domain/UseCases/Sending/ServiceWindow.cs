using Channels.Domain.Ports;
using Channels.Domain.Sending;

namespace Channels.Domain.UseCases.Sending;

/// <summary>Until when the official API takes what is no template (see <see cref="SendOptions.Window"/>).</summary>
internal static class ServiceWindow
{
    /// <returns>When it closes or closed, by our clock; null where the contact never wrote, as far as is known.</returns>
    public static async Task<DateTimeOffset?> FindEndAsync(IChannelTransaction transaction, ChannelId channel, Guid contact) =>
        await transaction.Sending.FindLastWordAsync(channel, contact) + SendOptions.Window;
}
