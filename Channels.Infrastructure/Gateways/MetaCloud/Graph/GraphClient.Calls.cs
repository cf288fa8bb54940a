using System.Text.Json;
using Channels.Domain;
using Channels.Domain.Sending;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>The calls on accounts and numbers (WhatsApp Business Platform, Cloud API reference).</summary>
internal sealed partial class GraphClient
{
    private const string NumberFields =
        "id,display_phone_number,verified_name,status,name_status,quality_rating,code_verification_status,platform_type,throughput,is_on_biz_app";

    private const int NotKnown = 100;
    private const int NotThere = 33;

    /// <summary>
    /// What is asked of a number, and what instead where Graph refuses that: some fields are of later versions or not for
    /// every app, and one that it does not know makes it refuse them all.
    /// </summary>
    private static readonly string[] FieldSets =
    [
        NumberFields + ",whatsapp_business_manager_messaging_limit,health_status",
        NumberFields,
        "id,display_phone_number,verified_name,status",
    ];

    private const int PageSize = 100;

    /// <summary>More than an account may have.</summary>
    private const int MostPages = 20;

    /// <summary>The numbers of an account, the latest first.</summary>
    public async Task<IReadOnlyList<NumberNode>> ListNumbersAsync(string accountId, string token, CancellationToken cancellationToken)
    {
        var numbers = await ListAllAsync($"{Segment(accountId)}/phone_numbers", token, FieldSets[1..], cancellationToken);
        return [.. numbers.Select(NumberNode.From).OfType<NumberNode>()];
    }

    /// <returns>The name of an account; its id where it has none that we may read.</returns>
    public async Task<string> ReadAccountNameAsync(string accountId, string token, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await SendAsync(
                HttpMethod.Get, Segment(accountId), token, [new("fields", "id,name")], cancellationToken: cancellationToken);
            return answer.Text("name") ?? accountId;
        }
        catch (Exception problem) when (problem is GraphException or GatewayUnavailable)
        {
            // It only helps to choose.
            return accountId;
        }
    }

    /// <exception cref="GatewayUnavailable">Also where the answer is no number.</exception>
    public async Task<NumberNode> ReadNumberAsync(string numberId, string token, CancellationToken cancellationToken)
    {
        var answer = await ReadFieldsAsync(Segment(numberId), token, [], FieldSets, cancellationToken);
        return NumberNode.From(answer) ?? throw new GatewayUnavailable(ConnectionCause.NotWhatsApp);
    }

    private async Task<JsonElement> ReadFieldsAsync(
        string path, string token, IReadOnlyList<KeyValuePair<string, string>> query, IReadOnlyList<string> fieldSets, CancellationToken cancellationToken)
    {
        foreach (var fields in fieldSets.SkipLast(1))
        {
            try
            {
                return await ReadAsync(fields);
            }
            catch (GraphException problem) when (problem.Error is { Code: NotKnown, Subcode: not NotThere })
            {
                // The next set.
            }
        }

        return await ReadAsync(fieldSets[^1]);

        Task<JsonElement> ReadAsync(string fields) => SendAsync(
            HttpMethod.Get, path, token, [new("fields", fields), .. query], cancellationToken: cancellationToken);
    }

    /// <returns>
    /// The fields that are ticked for WhatsApp accounts in the app's webhook (Graph API, GET /{app-id}/subscriptions): whatever
    /// an account is subscribed to, no other comes.
    /// </returns>
    public async Task<IReadOnlyList<string>> ListFieldsAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            HttpMethod.Get, $"{Segment(options.AppId)}/subscriptions", AppToken, [], cancellationToken: cancellationToken);
        var ours = answer.Items("data").Where(x => x.Text("object") == "whatsapp_business_account" && x.Flag("active") != false).ToList();

        // With their versions, or by name alone.
        return [.. ours.SelectMany(x => x.Items("fields")).Select(x => x.Text("name")).OfType<string>(), .. ours.SelectMany(x => x.Texts("fields"))];
    }

    /// <returns>Whether the account tells our app what happens.</returns>
    public async Task<bool> IsSubscribedAsync(string accountId, string token, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            HttpMethod.Get, $"{Segment(accountId)}/subscribed_apps", token, [], cancellationToken: cancellationToken);

        // Nested in Meta's examples, flat in its schema.
        return answer.Items("data").Any(x => (x.At("whatsapp_business_api_data") ?? x).Text("id") == options.AppId);
    }

    public Task SubscribeAsync(string accountId, string token, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{Segment(accountId)}/subscribed_apps", token, [], cancellationToken: cancellationToken);

    public Task UnsubscribeAsync(string accountId, string token, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, $"{Segment(accountId)}/subscribed_apps", token, [], cancellationToken: cancellationToken);

    /// <param name="pin">Has to be the number's own where it has one; otherwise it becomes that.</param>
    public Task RegisterAsync(string numberId, string token, string pin, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Post,
        $"{Segment(numberId)}/register",
        token,
        [],
        new { messaging_product = "whatsapp", pin },
        repeatable: false,
        cancellationToken);

    /// <returns>Meta's id of the message.</returns>
    public async Task<string?> SendAsync(string numberId, string token, SendOrder order, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            HttpMethod.Post, $"{Segment(numberId)}/messages", token, [], GraphMessage.Of(order), repeatable: false, cancellationToken);
        return answer.Items("messages").Select(x => x.Text("id")).FirstOrDefault();
    }

    private static string Segment(string id) => Uri.EscapeDataString(id);
}
