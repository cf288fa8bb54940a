using System.Globalization;
using System.Text.Json;
using Channels.Domain.Sending;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>What a status says of a message of ours (WhatsApp Cloud API, Webhooks, <c>statuses</c>).</summary>
internal static class ReceiptReader
{
    private const string WindowClosed = "131047";

    /// <param name="codes">Of its errors.</param>
    /// <returns>Null where it says nothing of how far the message came.</returns>
    public static NoticeReceipt? Read(JsonElement status, IReadOnlyList<int> codes)
    {
        if (status.Text("id") is not { Length: > 0 } id)
        {
            return null;
        }

        SendState? state = status.Text("status") switch
        {
            "sent" => SendState.Sent,
            "delivered" => SendState.Delivered,
            "read" or "played" => SendState.Read,
            "failed" => SendState.Failed,
            _ => null,
        };
        var refusal = codes.Count > 0 ? codes[0].ToString(CultureInfo.InvariantCulture) : null;
        return state is { } known
            ? new NoticeReceipt(id, known)
            {
                Ours = Guid.TryParse(status.Text("biz_opaque_callback_data"), out var ours) ? ours : null,
                Refusal = known == SendState.Failed ? refusal : null,
                IsWindowClosed = known == SendState.Failed && refusal == WindowClosed,
            }
            : null;
    }
}
