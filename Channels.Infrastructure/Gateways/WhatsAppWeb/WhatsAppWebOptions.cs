using Channels.Domain;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The settings of the built-in WhatsApp Web gateway, section <c>WhatsAppWeb</c>.</summary>
internal sealed class WhatsAppWebOptions
{
    public const string Section = "WhatsAppWeb";

    /// <summary>Another server than WhatsApp's own: <c>wss://</c>, or <c>ws://</c> on this machine.</summary>
    public Uri? ServerUrl { get; set; }

    /// <summary>Another place than WhatsApp's own for what is attached to messages: <c>https://</c>, or <c>http://</c> on this machine.</summary>
    public Uri? MediaUrl { get; set; }

    /// <summary>The Node.js program, where the one on the PATH is not the right one.</summary>
    public string? NodePath { get; set; }

    /// <summary>
    /// More arguments for Node.js, by spaces, in Development only: some undo what confines the engine, as
    /// <c>--allow-fs-read=*</c> does.
    /// </summary>
    public string? NodeArguments { get; set; }

    /// <summary>The version of WhatsApp Web to claim, such as <c>2.3000.1043857760</c>; WhatsApp refuses old ones.</summary>
    public string? Version { get; set; }

    /// <summary>What the phone's list of linked devices calls this one.</summary>
    public string DeviceName { get; set; } = "Channels";

    /// <summary>How often WhatsApp is asked whether a line is alive.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(60);

    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the engine tells at most that something came from WhatsApp.</summary>
    public TimeSpan SignInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long our own engine may take to begin.</summary>
    public TimeSpan EngineDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long WhatsApp may take to give a pairing its first code.</summary>
    public TimeSpan CodeDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a phone that answered a typed code may take to agree before it counts as the wrong code.</summary>
    public TimeSpan TypedDeadline { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a login may take.</summary>
    public TimeSpan LoginDeadline { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a person who refreshes a channel waits for a login under way.</summary>
    public TimeSpan ConfirmDeadline { get; set; } = TimeSpan.FromSeconds(15);

    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);

    public TimeSpan LastRetry { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a login is left alone that WhatsApp refuses until something changes which takes longer than a retry.</summary>
    public TimeSpan LongPause { get; set; } = TimeSpan.FromHours(1);

    /// <summary>With a spread, so that not all lines come back at once.</summary>
    public DoublingWait RetryWaits => new(FirstRetry, LastRetry, Least: 0.8, Most: 1.2);

    /// <summary>While no line is open: how often one of them tries.</summary>
    public TimeSpan TurnInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the connection of such a try may take.</summary>
    public TimeSpan TurnTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Over how long the others follow the first line that opens.</summary>
    public TimeSpan WakeSpread { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long an open line counts as good again, so that its next retry is the first.</summary>
    public TimeSpan Steady { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Baileys' own keep-alive: it ends a line on which nothing came for this long and 5 s more.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long WhatsApp may take to refuse a message that was handed over; after that it counts as taken.</summary>
    public TimeSpan SendAnswer { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long each code is shown; unset as WhatsApp Web does it, 60 s for the first and 20 s for the others.</summary>
    public TimeSpan? CodeLifetime { get; set; }

    /// <summary>How long a line that is being ended waits for the other side.</summary>
    public TimeSpan CloseGrace { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long messages from while we were away may take before a device is unlinked all the same.</summary>
    public TimeSpan CatchUp { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often what was delivered and not used is written down, once there is any.</summary>
    public TimeSpan CountInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Where lines go; without a setting where Baileys goes by itself (its <c>Defaults/index.js</c>).</summary>
    public Uri Server => ServerUrl ?? new Uri("wss://web.whatsapp.com/ws/chat");

    /// <summary>Where media lie; without a setting where Baileys looks for them (its <c>Utils/messages-media.js</c>).</summary>
    public Uri MediaHost => MediaUrl ?? new Uri("https://mmg.whatsapp.net");

    public string[] NodeArgumentList => NodeArguments?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The three numbers of <see cref="Version"/>.</summary>
    public int[]? VersionNumbers => Version?.Split('.').Select(part => int.TryParse(part, out var number) ? number : -1).ToArray();

    /// <exception cref="SettingsException">A setting cannot be read or cannot be meant.</exception>
    public static WhatsAppWebOptions From(IConfiguration configuration, IHostEnvironment environment)
    {
        try
        {
            var options = configuration.GetSection(Section).Get<WhatsAppWebOptions>() ?? new WhatsAppWebOptions();
            if (options.NodeArgumentList.Length > 0 && !environment.IsDevelopment())
            {
                throw new SettingsException(
                    $"{Section}:{nameof(NodeArguments)} is set, which is for Development only: Node.js' arguments can undo what confines the engine.");
            }

            return options.Problems().FirstOrDefault() is { } problem ? throw new SettingsException(problem) : options;
        }
        catch (InvalidOperationException unreadable)
        {
            throw new SettingsException($"{Section} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private IEnumerable<string> Problems()
    {
        if (ServerUrl is not null && !IsSafe(ServerUrl))
        {
            yield return $"{Section}:ServerUrl is '{ServerUrl}': it must start with wss://, or with ws:// and a loopback address. "
                + "Only TLS proves that the other end is WhatsApp.";
        }

        if (MediaUrl is { } media && !(media.IsAbsoluteUri && (media.Scheme == Uri.UriSchemeHttps || (media.Scheme == Uri.UriSchemeHttp && media.IsLoopback))))
        {
            yield return $"{Section}:MediaUrl is '{MediaUrl}': it must start with https://, or with http:// and a loopback address.";
        }

        if (VersionNumbers is { } numbers && (numbers.Length != 3 || numbers.Any(number => number < 0)))
        {
            yield return $"{Section}:Version is '{Version}': it must be three numbers, such as 2.3000.1043857760.";
        }

        if (string.IsNullOrWhiteSpace(DeviceName))
        {
            yield return $"{Section}:DeviceName is empty.";
        }

        var times = typeof(WhatsAppWebOptions).GetProperties()
            .Select(property => (property.Name, Value: property.GetValue(this) as TimeSpan?));
        foreach (var (name, value) in times.Where(time => time.Value <= TimeSpan.Zero))
        {
            yield return $"{Section}:{name} is '{value}': it must be longer than nothing.";
        }
    }

    private static bool IsSafe(Uri url) =>
        url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeWss || (url.Scheme == Uri.UriSchemeWs && url.IsLoopback));
}
