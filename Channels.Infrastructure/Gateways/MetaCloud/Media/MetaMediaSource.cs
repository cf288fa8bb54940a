using System.Net.Http.Headers;
using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.Media;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.MetaCloud.Media;

/// <summary>Fetches what was sent to a number of the official API: Graph says where it lies, for five minutes.</summary>
internal sealed class MetaMediaSource(
    MetaAccounts accounts, GraphClient graph, IHttpClientFactory clients, MetaOptions options, MediaLimit limit, TimeProvider time) : IMediaSource
{
    public const string Client = "meta media";

    // Meta's own, to which the token may go.
    private static readonly string[] Hosts = [".fbsbx.com", ".facebook.com", ".fbcdn.net", ".whatsapp.net"];

    public bool Has(MediaReference media) => media.Text("key") is null && media.Text("id") is not null;

    public async Task<Stream> OpenAsync(MediaReference media, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(media.Channel, cancellationToken) is not { NumberId: { } numberId } account)
        {
            throw new RuleViolation(Rule.MediaGone);
        }

        var token = TokenOf(account);
        var node = await FindAsync(media.Text("id")!, numberId, token, cancellationToken);
        if (!Uri.TryCreate(node.Url, UriKind.Absolute, out var address) || !IsMetas(address, options.GraphAddress))
        {
            throw new GatewayUnavailable(ConnectionCause.NotWhatsApp);
        }

        var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Channels", productVersion: null));
        var answer = await client.AskAsync(request, limit, limit.Bytes, time, cancellationToken);
        var check = new HashedMedia(HashedMedia.HashOf(node.Hash) ?? HashedMedia.HashOf(media.Text("sha256")));
        return new CheckedStream(await answer.Content.ReadAsStreamAsync(cancellationToken), answer, check, limit.Bytes, time);
    }

    /// <summary>Graph says the address, and the token goes along: to Meta, whatever is said.</summary>
    internal static bool IsMetas(Uri address, Uri graph) =>
        address.Scheme == Uri.UriSchemeHttps && Hosts.Any(x => address.Host.EndsWith(x, StringComparison.OrdinalIgnoreCase))
        || (address.Scheme == graph.Scheme && address.Authority == graph.Authority);

    private async Task<MediaNode> FindAsync(string mediaId, string numberId, string token, CancellationToken cancellationToken)
    {
        try
        {
            return await graph.ReadMediaAsync(mediaId, numberId, token, cancellationToken);
        }
        catch (GraphException problem) when (problem.Error is { Code: 100 })
        {
            // Not there any more, or never ours.
            throw new RuleViolation(Rule.MediaGone);
        }
        catch (GraphException problem)
        {
            throw new GatewayUnavailable(ConnectionCause.SessionError, problem);
        }
    }

    private string TokenOf(MetaAccount account)
    {
        try
        {
            return accounts.Open(account.Channel, account.Token);
        }
        catch (CredentialsUnreadableException problem)
        {
            throw new GatewayUnavailable(ConnectionCause.Closed, problem);
        }
    }
}
