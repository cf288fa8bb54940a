using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Channels.App.Components;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Components;

public sealed partial class GlyphTests
{
    [Fact]
    public void EveryIconInTheSources_IsInTheSprite()
    {
        var used = AppFolder.Files("*.razor", "*.cs").Select(File.ReadAllText)
            .SelectMany(text => IconPattern().Matches(text).Select(x => x.Value))
            // MudBlazor draws this one itself.
            .Except(["Icons.Material.Filled.Menu"]).ToHashSet();
        var symbols = XDocument.Parse(Glyph.Sprite).Root!.Elements().Select(x => (string)x.Attribute("id")!).ToList();

        Assert.NotEmpty(used);
        Assert.Equal(symbols.Distinct(), symbols);
        Assert.All(used, icon => Assert.Contains(HrefPattern().Match(Glyph.Of(MarkupOf(icon)).Value).Groups[1].Value, symbols));
    }

    private static string MarkupOf(string icon)
    {
        var type = typeof(Icons);
        var parts = icon.Split('.');
        foreach (var nested in parts[1..^1])
        {
            type = type.GetNestedType(nested)!;
        }

        return (string)type.GetField(parts[^1], BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;
    }

    [GeneratedRegex(@"Icons\.(Material\.(Filled|Outlined|Rounded|Sharp|TwoTone)|Custom\.\w+)\.\w+")]
    private static partial Regex IconPattern();

    [GeneratedRegex("#([^\"]+)\"")]
    private static partial Regex HrefPattern();
}
