using System.Globalization;
using System.Text.Json;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>The calls that find accounts for a token that does not name them (Graph API, System user and Business).</summary>
internal sealed partial class GraphClient
{
    /// <summary>The accounts that were assigned to a system user.</summary>
    public Task<IReadOnlyList<string>> ListAssignedAsync(string userId, string token, CancellationToken cancellationToken) =>
        ListIdsAsync($"{Segment(userId)}/assigned_whatsapp_business_accounts", token, cancellationToken);

    /// <summary>The businesses of whoever authorized.</summary>
    public Task<IReadOnlyList<string>> ListBusinessesAsync(string token, CancellationToken cancellationToken) =>
        ListIdsAsync("me/businesses", token, cancellationToken);

    /// <summary>The accounts that a business owns.</summary>
    public Task<IReadOnlyList<string>> ListOwnedAsync(string businessId, string token, CancellationToken cancellationToken) =>
        ListIdsAsync($"{Segment(businessId)}/owned_whatsapp_business_accounts", token, cancellationToken);

    /// <summary>The accounts that others shared with a business.</summary>
    public Task<IReadOnlyList<string>> ListClientsAsync(string businessId, string token, CancellationToken cancellationToken) =>
        ListIdsAsync($"{Segment(businessId)}/client_whatsapp_business_accounts", token, cancellationToken);

    private async Task<IReadOnlyList<string>> ListIdsAsync(string path, string token, CancellationToken cancellationToken) =>
        [.. (await ListAllAsync(path, token, ["id"], cancellationToken)).Select(x => x.Text("id")).OfType<string>()];

    /// <summary>All pages of a list.</summary>
    private async Task<IReadOnlyList<JsonElement>> ListAllAsync(
        string path, string token, IReadOnlyList<string> fieldSets, CancellationToken cancellationToken)
    {
        var all = new List<JsonElement>();
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            List<KeyValuePair<string, string>> query = [new("limit", PageSize.ToString(CultureInfo.InvariantCulture))];
            if (after is not null)
            {
                query.Add(new("after", after));
            }

            var answer = await ReadFieldsAsync(path, token, query, fieldSets, cancellationToken);
            all.AddRange(answer.Items("data"));

            // The next page by its cursor: its whole address is the server's word for where to take a token.
            var paging = answer.At("paging");
            after = paging?.At("next") is null ? null : paging?.At("cursors")?.Text("after");
            if (after is null)
            {
                break;
            }
        }

        return all;
    }
}
