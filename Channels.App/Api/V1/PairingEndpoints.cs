using Channels.App.Live;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Api.V1;

/// <summary>Linking a phone from another system: the code to scan or to type, and how far it has come. Each look is noted in the history.</summary>
internal static class PairingEndpoints
{
    private const int LongestWait = 30;

    public static void MapPairing(this IEndpointRouteBuilder api)
    {
        api.MapGet("/channels/{id:guid}/pairing", ReadAsync).WithName("ReadPairing").WithTags("Pairing").WithSummary("Reads the code to scan or to type, and how far the pairing has come");
        api.MapPost("/channels/{id:guid}/pairing", StartAsync).WithName("StartPairing").WithTags("Pairing").WithSummary("Begins a pairing: by a QR code, or by a code for a number");
    }

    /// <param name="wait">For how many seconds to wait for a code where there is none yet.</param>
    private static async Task<Ok<PairingModel>> ReadAsync(
        Guid id, int? wait, KeyDispatcher keys, PairingFeed feed, Words words, TimeProvider time, CancellationToken cancellationToken)
    {
        var next = feed.Bell.Next;
        var channel = await keys.SendAsync(new ViewPairingCode(new ChannelId(id)), cancellationToken);
        var ends = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(wait ?? 0, 0, LongestWait));
        while (feed.Find(channel.Id) is null && ReasonTable.IsPairing(channel.Reason.Code) && ends - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await next.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            next = feed.Bell.Next;
            channel = await keys.SendAsync(new FindPairing(channel.Id), cancellationToken);
        }

        return TypedResults.Ok(PairingModel.Of(channel, feed.Find(channel.Id), words));
    }

    private static async Task<Accepted<PairingModel>> StartAsync(
        Guid id, PairingOrder order, KeyDispatcher keys, PairingFeed feed, Words words, CancellationToken cancellationToken)
    {
        var channel = await keys.SendAsync(new StartPairing(new ChannelId(id), order.Number, order.AllowOtherNumber), cancellationToken);
        return TypedResults.Accepted($"{ApiV1.Path}/channels/{id}/pairing", PairingModel.Of(channel, feed.Find(channel.Id), words));
    }
}

/// <param name="Number">The phone on which a code will be typed; left out for a QR code.</param>
/// <param name="AllowOtherNumber">The phone may have another number than the instance had.</param>
internal sealed record PairingOrder(string? Number, bool AllowOtherNumber = false);

/// <param name="Qr">The text of the QR code.</param>
/// <param name="Code">The eight characters to be typed on the phone.</param>
/// <param name="ValidUntil">Until when WhatsApp takes the code.</param>
internal sealed record PairingModel(Guid ChannelId, ChannelStatus Status, ReasonModel Reason, string? Qr, string? Code, DateTimeOffset? ValidUntil)
{
    public static PairingModel Of(ChannelSnapshot channel, Channels.Domain.Ports.PairingCode? code, Words words) => new(
        channel.Id.Value, channel.Status, ReasonModel.Of(channel.Reason, words),
        code is { TypedOn: null } ? code.Text : null, code is { TypedOn: not null } ? code.Text : null, code?.Deadline);
}
