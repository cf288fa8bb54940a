using System.Text.Json;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// How somebody gets to Meta to authorize: by a redirect of the whole page to Facebook's dialog, with the parameters of
/// Embedded Signup v4. Meta documents that dialog for its JavaScript SDK only; many products use it by redirect as well.
/// This is the one place to change where the SDK's popup or Meta's hosted signup is to be used: whatever comes back, the
/// ids are found by our server with the token, and never taken from the browser.
/// </summary>
internal sealed class AuthorizationEntry(MetaOptions options)
{
    private static readonly string Extras = JsonSerializer.Serialize(
        new { setup = new { }, sessionInfoVersion = "3", version = "v4" });

    public string RedirectUri => options.RedirectUri;

    public Uri AddressOf(string state)
    {
        KeyValuePair<string, string>[] query =
        [
            new("client_id", options.AppId),
            new("redirect_uri", options.RedirectUri),
            new("state", state),
            new("response_type", "code"),
            new("config_id", options.ConfigurationId),
            new("override_default_response_type", "true"),
            new("extras", Extras),
        ];
        var text = string.Join('&', query.Select(x => $"{x.Key}={Uri.EscapeDataString(x.Value)}"));
        return new Uri(options.DialogAddress, $"{options.GraphVersion}/dialog/oauth?{text}");
    }
}
