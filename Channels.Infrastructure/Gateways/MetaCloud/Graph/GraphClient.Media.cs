namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>Files that customers sent (Cloud API reference, Media: <c>GET /{media-id}</c>).</summary>
internal sealed partial class GraphClient
{
    /// <param name="numberId">To which the file was sent.</param>
    public async Task<MediaNode> ReadMediaAsync(string mediaId, string numberId, string token, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, Segment(mediaId), token, [new("phone_number_id", numberId)], cancellationToken: cancellationToken);
        return new MediaNode(answer.Text("url"), answer.Text("sha256"));
    }
}

/// <summary>Where a file can be had for five minutes.</summary>
/// <param name="Hash">SHA-256 of the file, in hexadecimal digits or in Base64: Meta's examples have both.</param>
internal sealed record MediaNode(string? Url, string? Hash)
{
    /// <summary>The address opens the file.</summary>
    public override string ToString() => nameof(MediaNode);
}
