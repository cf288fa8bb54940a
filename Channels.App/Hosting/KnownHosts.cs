using System.Net;
using Channels.App.Resources;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;

namespace Channels.App.Hosting;

/// <summary>
/// Answers to its own names only: <c>PublicAddress</c>, this machine's, and those of <c>AllowedHosts</c> in the settings (by semicolons, a
/// leading <c>*.</c> for all below). Otherwise a page anywhere could have its own name lead here and read as if it were ours (DNS
/// rebinding). An IP address is nobody's to lend, so that it needs no setting.
/// </summary>
internal sealed class KnownHosts(
    RequestDelegate next, PublicAddress address, IConfiguration configuration, IStringLocalizer<Strings> localizer)
{
    public const string Key = "AllowedHosts";

    private readonly IList<StringSegment> _names =
    [
        "localhost", "*.localhost",
        .. address.Value is { } own ? [own.Host] : Array.Empty<StringSegment>(),
        .. (configuration[Key] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    ];

    public Task InvokeAsync(HttpContext http)
    {
        var host = http.Request.Host.Host;
        if (IPAddress.TryParse(host, out _) || HostString.MatchesAny(host, _names))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(localizer["Host_Unknown"], http.RequestAborted);
    }
}
