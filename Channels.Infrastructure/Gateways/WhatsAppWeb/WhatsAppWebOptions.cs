using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The settings of the built-in WhatsApp Web gateway, section <c>WhatsAppWeb</c>.</summary>
internal sealed class WhatsAppWebOptions
{
    public const string Section = "WhatsAppWeb";

    /// <summary>Another server than WhatsApp's own: <c>wss://</c>, or <c>ws://</c> on this machine.</summary>
    public Uri? ServerUrl { get; set; }

    /// <summary>The Node.js program, where the one on the PATH is not the right one.</summary>
    public string? NodePath { get; set; }

    /// <summary>The version of WhatsApp Web to claim, such as <c>2.3000.1043857760</c>; WhatsApp refuses old ones.</summary>
    public string? Version { get; set; }

    /// <summary>What the phone's list of linked devices calls this one.</summary>
    public string DeviceName { get; set; } = "Channels";

    /// <summary>How often WhatsApp is asked whether a line is alive.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(60);

    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a pairing may take to show its first code.</summary>
    public TimeSpan CodeDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a login may take.</summary>
    public TimeSpan LoginDeadline { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a person who refreshes an instance waits for a login under way.</summary>
    public TimeSpan ConfirmDeadline { get; set; } = TimeSpan.FromSeconds(15);

    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);

    public TimeSpan LastRetry { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>After how long an open line counts as good again, so that its next retry is the first.</summary>
    public TimeSpan Steady { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Baileys' own keep-alive: it ends a line on which nothing came for this long and 5 s more.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long each code is shown; unset as WhatsApp Web does it, 60 s for the first and 20 s for the others.</summary>
    public TimeSpan? CodeLifetime { get; set; }

    /// <summary>How long a line that is being ended waits for the other side.</summary>
    public TimeSpan CloseGrace { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The three numbers of <see cref="Version"/>.</summary>
    public int[]? VersionNumbers => Version?.Split('.').Select(part => int.TryParse(part, out var number) ? number : -1).ToArray();
}

/// <summary>Stops the app at its start where a setting cannot be meant.</summary>
internal sealed class ValidateWhatsAppWebOptions : IValidateOptions<WhatsAppWebOptions>
{
    public ValidateOptionsResult Validate(string? name, WhatsAppWebOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(WhatsAppWebOptions options)
    {
        if (options.ServerUrl is { } url && !IsSafe(url))
        {
            yield return $"WhatsAppWeb:ServerUrl is '{url}': it must start with wss://, or with ws:// and a loopback address. "
                + "Only TLS proves that the other end is WhatsApp.";
        }

        if (options.VersionNumbers is { } version && (version.Length != 3 || version.Any(number => number < 0)))
        {
            yield return $"WhatsAppWeb:Version is '{options.Version}': it must be three numbers, such as 2.3000.1043857760.";
        }

        if (string.IsNullOrWhiteSpace(options.DeviceName))
        {
            yield return "WhatsAppWeb:DeviceName is empty.";
        }

        foreach (var (setting, value) in Times(options).Where(time => time.Value <= TimeSpan.Zero))
        {
            yield return $"WhatsAppWeb:{setting} is '{value}': it must be longer than nothing.";
        }
    }

    private static bool IsSafe(Uri url) =>
        url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeWss || (url.Scheme == Uri.UriSchemeWs && url.IsLoopback));

    private static IEnumerable<(string Setting, TimeSpan Value)> Times(WhatsAppWebOptions options) =>
        from property in typeof(WhatsAppWebOptions).GetProperties()
        let value = property.GetValue(options) as TimeSpan?
        where value is not null
        select (property.Name, value.Value);
}
