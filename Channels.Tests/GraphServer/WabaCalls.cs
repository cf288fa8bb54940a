using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Channels.Tests.GraphServer;

/// <summary>An account, its numbers and the apps subscribed to it (contract, 2.4 and 2.7).</summary>
internal sealed class WabaCalls(MetaServer server)
{
    private const string LatestVersion = "v26.0";
    private readonly Gate _gate = new(server);
    private readonly NumberCalls _numbers = new(server);

    public GraphAnswer Show(GraphRequest request, string id)
    {
        var waba = _gate.Waba(request, id);
        var node = new JsonObject
        {
            ["id"] = waba.Id,
            ["name"] = waba.Name,
            ["owner_business_info"] = new JsonObject { ["id"] = waba.Owner.Id, ["name"] = waba.Owner.Name },
        };
        return GraphAnswer.Json(NodeFields.Pick("WhatsAppBusinessAccount", node, NodeFields.Asked(request) ?? ["name"]));
    }

    public GraphAnswer ListNumbers(GraphRequest request, string id)
    {
        var all = server.World.NumbersOf(_gate.Waba(request, id));
        var limit = request["limit"] is not { } text ? 25
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new GraphRefusal(100, "(#100) Param limit must be a positive integer");
        var first = request["after"] is { } after ? Position(all, after) + 1 : 0;
        var page = all.Skip(first).Take(limit).ToList();
        var asked = NodeFields.Asked(request) ?? NumberCalls.ListFields;
        var answer = new JsonObject { ["data"] = new JsonArray([.. page.Select(x => _numbers.Row(x, asked))]) };
        if (page.Count > 0)
        {
            var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = Cursor(page[0]), ["after"] = Cursor(page[^1]) } };
            if (first + page.Count < all.Count)
            {
                paging["next"] = Next(request, Cursor(page[^1]));
            }

            answer["paging"] = paging;
        }

        return GraphAnswer.Json(answer);
    }

    public GraphAnswer ListApps(GraphRequest request, string id)
    {
        var waba = _gate.Waba(request, id);
        var apps = waba.OtherApps.Select(x => App(x.Id, x.Name)).ToList();
        if (waba.Subscription is { } subscription)
        {
            var ours = App(server.AppId, server.AppName);
            if (subscription.Callback is { } callback)
            {
                ours["override_callback_uri"] = callback;
            }

            apps.Add(ours);
        }

        return GraphAnswer.Json(new JsonObject { ["data"] = new JsonArray([.. apps]) });
    }

    /// <summary>Without an override it takes an earlier one away.</summary>
    public async Task<GraphAnswer> SubscribeAsync(GraphRequest request, string id)
    {
        var waba = _gate.Waba(request, id);
        waba.Subscription = new WebhookOverride(await server.Webhooks.CheckOverrideAsync(request.Json));
        return GraphAnswer.Success;
    }

    public GraphAnswer Unsubscribe(GraphRequest request, string id)
    {
        _gate.Waba(request, id).Subscription = null;
        return GraphAnswer.Success;
    }

    private static JsonObject App(string id, string name) => new()
    {
        ["whatsapp_business_api_data"] = new JsonObject { ["id"] = id, ["link"] = $"https://www.facebook.com/games/?app_id={id}", ["name"] = name },
    };

    private static string Cursor(WabaNumber number) => Convert.ToBase64String(Encoding.ASCII.GetBytes(number.Id));

    private static int Position(IReadOnlyList<WabaNumber> all, string cursor)
    {
        var position = all.ToList().FindIndex(x => Cursor(x) == cursor);
        return position >= 0 ? position : throw new GraphRefusal(100, "(#100) Invalid parameter");
    }

    // Whoever follows it shows his token and its proof again.
    private string Next(GraphRequest request, string after)
    {
        var query = request.Query
            .Where(x => x.Key is not ("after" or "appsecret_proof"))
            .Append(KeyValuePair.Create("after", after))
            .ToDictionary(x => x.Key, x => (string?)x.Value);
        return QueryHelpers.AddQueryString($"{server.Address}{request.Version ?? LatestVersion}{request.Path}", query);
    }
}
