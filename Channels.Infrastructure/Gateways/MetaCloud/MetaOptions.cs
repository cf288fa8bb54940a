using System.Globalization;
using System.Text.RegularExpressions;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// The app at Meta by which the official API is used, section <c>Meta</c>. All of it or nothing, except for the
/// configuration: without one, numbers come in by a token that somebody types.
/// </summary>
internal sealed partial class MetaOptions
{
    public const string Section = "Meta";

    /// <summary>The latest when this was written (Graph API changelog, 2026-11-04).</summary>
    private const string LatestVersion = "v27.0";

    public required string AppId { get; init; }

    public required string AppSecret { get; init; }

    /// <summary>
    /// The configuration of Facebook Login for Business, of the kind WhatsApp Embedded Signup; null where nobody is sent to
    /// Facebook.
    /// </summary>
    public string? ConfigurationId { get; init; }

    /// <summary>What Meta has to say to prove that it was told of our webhook by whoever made the app.</summary>
    public required string VerifyToken { get; init; }

    /// <summary>Where people and Meta reach the console.</summary>
    public required Uri PublicAddress { get; init; }

    /// <summary>A version lives for some two years (Graph API changelog).</summary>
    public string GraphVersion { get; init; } = LatestVersion;

    public Uri GraphAddress { get; init; } = new("https://graph.facebook.com/");

    public Uri DialogAddress { get; init; } = new("https://www.facebook.com/");

    /// <summary>How often a number is read at the least.</summary>
    public TimeSpan ReadsEvery { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How often it is asked what the authorization still covers.</summary>
    public TimeSpan ChecksTokenEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How soon before its end an authorization is worth a warning.</summary>
    public TimeSpan WarnsBeforeEnd { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long somebody may take at Facebook, where a new portfolio and a code by SMS take their time.</summary>
    public TimeSpan AuthorizesWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long Meta may take to settle what was just authorized, before what it says of it is final.</summary>
    public TimeSpan SettlesWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after a reading the next one is left, however much Meta tells meanwhile.</summary>
    public TimeSpan HintsRest { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The first wait for a number that was just registered; each further one is twice as long.</summary>
    public TimeSpan FirstLook { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The wait before a call that failed on the way is made again, where that is safe.</summary>
    public TimeSpan RetriesAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long Meta may take to answer.</summary>
    public TimeSpan AnswersWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same to the byte at the dialog and at the exchange of the code.</summary>
    public string RedirectUri => new Uri(PublicAddress, MetaPaths.Callback).AbsoluteUri;

    /// <returns>Null where nothing of it is set.</returns>
    /// <exception cref="SettingsException">Something is missing or cannot be meant. No value of a secret is in the message.</exception>
    public static MetaOptions? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        string? Of(string key) => section[key] is { } text && text.Trim() is { Length: > 0 } value ? value : null;

        string[] needed = [nameof(AppId), nameof(AppSecret), nameof(VerifyToken)];
        var missing = needed.Where(key => Of(key) is null).ToList();
        if (missing.Count == needed.Length && Of(nameof(ConfigurationId)) is null)
        {
            return null;
        }

        if (missing.Count > 0)
        {
            throw new SettingsException(
                $"Meta's official API is configured in part: {string.Join(", ", missing.Select(key => $"{Section}:{key}"))} is missing.");
        }

        var address = new PublicAddress(configuration).Value ?? throw new SettingsException(
            $"{Section}:{nameof(AppId)} is set, so that {Infrastructure.Settings.PublicAddress.Key} has to be set too: Facebook sends people back there.");
        return new MetaOptions
        {
            AppId = Checked(nameof(AppId), Of(nameof(AppId))!, Id(), "the digits of the app's id"),
            AppSecret = Of(nameof(AppSecret))!,
            ConfigurationId = Of(nameof(ConfigurationId)) is { } configured
                ? Checked(nameof(ConfigurationId), configured, Id(), "the digits of the configuration's id")
                : null,
            VerifyToken = Of(nameof(VerifyToken))!,
            PublicAddress = address,
            GraphVersion = Checked(nameof(GraphVersion), Of(nameof(GraphVersion)) ?? LatestVersion, Version(), $"a version such as {LatestVersion}"),
            GraphAddress = Address(nameof(GraphAddress), Of(nameof(GraphAddress)) ?? "https://graph.facebook.com/"),
            DialogAddress = Address(nameof(DialogAddress), Of(nameof(DialogAddress)) ?? "https://www.facebook.com/"),
            AuthorizesWithin = Of(nameof(AuthorizesWithin)) is { } within ? Span(nameof(AuthorizesWithin), within) : TimeSpan.FromHours(1),
        };
    }

    private static TimeSpan Span(string key, string value) =>
        TimeSpan.TryParseExact(value, ["c", @"h\:mm"], CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.FromMinutes(1) && span <= TimeSpan.FromHours(24)
            ? span
            : throw new SettingsException($"{Section}:{key} is '{value}', but has to be a time from 00:01:00 to 24 hours, such as 01:00:00.");

    private static string Checked(string key, string value, Regex shape, string wanted) =>
        shape.IsMatch(value) ? value : throw new SettingsException($"{Section}:{key} is '{value}', but has to be {wanted}.");

    private static Uri Address(string key, string value) =>
        Uri.TryCreate(value.EndsWith('/') ? value : value + "/", UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new SettingsException(
                $"{Section}:{key} is '{value}', but has to start with https://, or with http:// and a loopback address.");

    [GeneratedRegex("^[0-9]{1,30}$")]
    private static partial Regex Id();

    [GeneratedRegex("^v[0-9]{1,3}\\.[0-9]{1,2}$")]
    private static partial Regex Version();
}
