using System.Text.Json;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// How somebody gets to Meta to authorize: by a redirect of the whole page to Facebook's dialog, with the parameters of
/// Embedded Signup. Its version, v4, is a property of the configuration and nothing that is sent. Meta documents that dialog for its JavaScript SDK only; many products use it by redirect as well.
/// This is the one place to change where the SDK's popup or Meta's hosted signup is to be used: whatever comes back, the
/// ids are found by our server with the token, and never taken from the browser.
/// </summary>
internal sealed class AuthorizationEntry(MetaOptions options)
{
    private static readonly string Plain = JsonSerializer.Serialize(new { setup = new { } });

    private static readonly string OfBusinessApp = JsonSerializer.Serialize(
        new { setup = new { }, featureType = "whatsapp_business_app_onboarding" });

    /// <summary>Whether anybody can be sent to Facebook.</summary>
    public bool IsOpen => options.ConfigurationId is not null;

    public string RedirectUri => options.RedirectUri;

    /// <param name="onBusinessApp">The number stays in use in the WhatsApp Business app on its owner's phone.</param>
    public Uri AddressOf(string state, bool onBusinessApp)
    {
        KeyValuePair<string, string>[] query =
        [
            new("client_id", options.AppId),
            new("redirect_uri", options.RedirectUri),
            new("state", state),
            new("response_type", "code"),
            new("config_id", options.ConfigurationId!),
            new("override_default_response_type", "true"),
            new("extras", onBusinessApp ? OfBusinessApp : Plain),
        ];
        var text = string.Join('&', query.Select(x => $"{x.Key}={Uri.EscapeDataString(x.Value)}"));
        return new Uri(options.DialogAddress, $"{options.GraphVersion}/dialog/oauth?{text}");
    }
}
