using System.Globalization;
using Channels.App.Resources;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.Integrations;

/// <summary>How endpoints and what they hear is worded.</summary>
internal static class EndpointText
{
    /// <summary>Which events, and of which instances.</summary>
    public static string Hears(KeptEndpoint kept, IStringLocalizer<Strings> L)
    {
        var endpoint = kept.Endpoint;
        var what = endpoint.Types.Count switch
        {
            0 => L["Endpoint_HearsAll"].Value,
            1 => EventOf(endpoint.Types[0], L),
            var count => L["Endpoint_HearsSome", count.ToString(CultureInfo.CurrentCulture)],
        };
        var whom = endpoint.IsUnrestricted ? L["Key_ReachesAll"].Value
            : kept.Channels.Count == 0 ? L["Key_ReachesNothing"]
            : string.Join(", ", kept.Channels.Select(x => x.Value));
        return $"{what} · {whom}";
    }

    /// <param name="type">Such as <c>message.content_available</c>, whose words are under <c>Event_MessageContentAvailable</c>.</param>
    public static string EventOf(string type, IStringLocalizer<Strings> L)
    {
        var name = string.Concat(type.Split('.', '_').Select(x => char.ToUpperInvariant(x[0]) + x[1..]));
        return L[$"Event_{name}"];
    }

    /// <summary>What came back.</summary>
    public static string AnswerOf(int? status, WebhookTrouble? trouble, TimeSpan took, IStringLocalizer<Strings> L)
    {
        var what = trouble is { } why ? L[$"WebhookTrouble_{why}"].Value : L["Endpoint_Status", status ?? 0];
        return L["Endpoint_Answered", what, ((long)took.TotalMilliseconds).ToString("N0", CultureInfo.CurrentCulture)];
    }
}
