using Channels.App.Resources;
using Channels.Domain;

namespace Channels.App.Api.V1;

/// <summary>An instance, as it is at one revision.</summary>
/// <param name="Revision">Higher is newer; the <c>ETag</c>.</param>
/// <param name="Number">In E.164; null while it has none.</param>
/// <param name="Since">Since when it has its status.</param>
internal sealed record ChannelModel(
    Guid Id, string Name, ConnectionMethod Method, ChannelStatus Status, ReasonModel Reason, string? Number, string? ProfileName,
    DateTimeOffset Since, DateTimeOffset CreatedAt, bool Removing, long Revision)
{
    public static ChannelModel Of(ChannelSnapshot channel, Words words) => new(
        channel.Id.Value, channel.Name, channel.Method, channel.Status, ReasonModel.Of(channel.Reason, words), channel.Number?.E164,
        channel.ProfileName, channel.Since, channel.CreatedAt, channel.Removal is not null, channel.Revision);
}

/// <param name="Detail">In the language of the request.</param>
/// <param name="Until">When it ends, where that is known.</param>
internal sealed record ReasonModel(ReasonCode Code, string Detail, DateTimeOffset? Until)
{
    public static ReasonModel Of(StatusReason reason, Words words) => new(reason.Code, words.Of(reason), reason.Until);
}

/// <param name="Name">May be empty for the official API, which knows a verified name.</param>
internal sealed record ChannelOrder(string? Name, ConnectionMethod Method = ConnectionMethod.WhatsAppWeb);

internal sealed record NameOrder(string? Name);
