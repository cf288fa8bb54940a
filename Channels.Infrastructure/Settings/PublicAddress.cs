using Microsoft.Extensions.Configuration;

namespace Channels.Infrastructure.Settings;

/// <summary>
/// Where people reach the console from outside, <c>PublicAddress</c> in the settings, such as https://canais.loja.example:
/// for the links that leave the page. Unset, there is none to give away.
/// </summary>
public sealed class PublicAddress
{
    public const string Key = "PublicAddress";

    /// <exception cref="SettingsException">The setting is no web address.</exception>
    public PublicAddress(IConfiguration configuration)
    {
        if (configuration[Key] is { Length: > 0 } text)
        {
            var isWeb = Uri.TryCreate(text, UriKind.Absolute, out var address)
                && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
                && address is { AbsolutePath: "/", Query: "", Fragment: "" };
            Value = isWeb ? address : throw new SettingsException(
                $"{Key} is '{text}', but has to be an address without a path, such as https://canais.loja.example.");
        }
    }

    public Uri? Value { get; }
}
