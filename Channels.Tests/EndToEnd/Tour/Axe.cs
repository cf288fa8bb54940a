using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>
/// axe-core in a page, carried there once per document. (The bindings for Playwright carry it over for every run and open a
/// page to sum up in, which takes 0.8 s for a single rule.) Style sheets and media are not loaded anew for rules that need none.
/// </summary>
/// <param name="type"><c>tag</c> or <c>rule</c>.</param>
/// <param name="only">The tags or the rules to run.</param>
/// <param name="without">Rules to leave out.</param>
internal sealed class Axe(string type, string[] only, params string[] without)
{
    private const string Run = """
        async (part, options) => (await axe.run(part, { ...options, resultTypes: ['violations'], preload: false })).violations.flatMap(rule => rule.nodes.map(node =>
          `${rule.id} at ${node.target}: ${node.html}: ${[...node.any, ...node.all, ...node.none].map(x => x.message).join('; ')}`))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What is wrong with an element and all in it. Rules about a page as a whole run for its root element only.</summary>
    public async Task<IEnumerable<string>> ViolationsAsync(ILocator part)
    {
        if (!await part.Page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await part.Page.EvaluateAsync(Script);
        }

        return await part.EvaluateAsync<string[]>(Run, new
        {
            runOnly = new { type, values = only },
            rules = without.ToDictionary(x => x, _ => new { enabled = false }),
        });
    }
}
