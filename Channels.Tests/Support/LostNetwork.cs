using Microsoft.Playwright;

namespace Channels.Tests.Support;

/// <summary>
/// Takes the network from a browser. Chromium alone would keep the open line of a page and notice half a minute later, in
/// which it computes at full speed.
/// </summary>
internal static class LostNetwork
{
    /// <summary>Runs in a page before its own scripts.</summary>
    public const string Script = """
        window.WebSocket = class extends WebSocket {
          static open = [];
          constructor(...address) { super(...address); window.WebSocket.open.push(this); }
        };
        """;

    public static async Task LoseNetworkAsync(this IPage page)
    {
        await page.Context.SetOfflineAsync(true);

        // Any code but 1000, with which a line is closed on purpose.
        await page.EvaluateAsync("() => WebSocket.open.splice(0).forEach(line => line.close(3001))");
    }

    public static Task FindNetworkAsync(this IPage page) => page.Context.SetOfflineAsync(false);
}
