using System.Text.RegularExpressions;
using Channels.Tests.Support;

namespace Channels.Tests.App.Layout;

/// <summary>Every color has one place and a value for each theme, and what is written in one can be read on the other.</summary>
public sealed partial class ColorsTests
{
    private const double Text = 4.5;
    private const double Boundary = 3;
    private static readonly string[] Themes = ["light", "dark"];
    private static readonly string[] Folders = ["Components", "Features", "wwwroot"];
    private static readonly string[] Sources = ["tokens.css", "phone.css"];

    // A code is black on white in every theme, for the cameras that read it.
    private static readonly string[] Exempt = ["QrCode.razor"];
    private static readonly Dictionary<string, (Color Light, Color Dark)> Tokens = ReadTokens();

    [Fact]
    public void NoStylesheetNamesAColor() => Assert.Empty(
        from file in Files("*.css")
        where !Sources.Contains(Path.GetFileName(file))
        from Match literal in Literal().Matches(Comment().Replace(File.ReadAllText(file), ""))
        select $"{Path.GetFileName(file)}: {literal.Value}");

    [Fact]
    public void NoMarkupNamesAColor() => Assert.Empty(
        from file in Files("*.razor")
        where !Exempt.Contains(Path.GetFileName(file))
        from Match paint in Paint().Matches(File.ReadAllText(file))
        select $"{Path.GetFileName(file)}: {paint.Value}");

    // A variable that nobody defines would silently be no color at all.
    [Fact]
    public void EveryColorThatAStylesheetAsksForExists() => Assert.Empty(
        from file in Files("*.css")
        from Match asked in Asked().Matches(Comment().Replace(File.ReadAllText(file), ""))
        let name = asked.Groups[1].Value
        where !Defined.Contains(name)
        select $"{Path.GetFileName(file)}: {name}");

    [Theory]
    [InlineData("text", "page surface raised sunken field hover chosen")]
    [InlineData("text-quiet", "page page-glow surface raised sunken hover chosen")]
    [InlineData("text-disabled", "surface disabled")]
    [InlineData("icon", "page surface")]
    [InlineData("primary", "page surface raised chosen")]
    [InlineData("on-primary", "primary primary-hover tone-good tone-warning tone-busy")]
    [InlineData("on-soft", "soft soft-hover")]
    [InlineData("danger", "page surface raised hover")]
    [InlineData("on-danger", "danger danger-hover")]
    [InlineData("tone-good", "surface tone-good-soft")]
    [InlineData("tone-good-text", "tone-good-soft")]
    [InlineData("tone-warning", "surface raised chosen tone-warning-soft")]
    [InlineData("tone-busy", "surface tone-busy-soft")]
    [InlineData("tone-neutral", "surface tone-neutral-soft")]
    [InlineData("tone-bad", "surface tone-bad-soft")]
    [InlineData("tone-bad-text", "tone-bad-soft")]
    [InlineData("on-initials", "initials")]
    [InlineData("on-badge", "badge badge-good")]
    [InlineData("on-toast", "toast")]
    [InlineData("toast-link", "toast")]
    [InlineData("on-practice", "practice practice-stripe")]
    [InlineData("on-practice-soft", "practice-soft")]
    [InlineData("phone-text", "phone phone-surface phone-field phone-desk phone-desk-end phone-mine")]
    [InlineData("phone-quiet", "phone phone-surface phone-soft")]
    [InlineData("phone-name", "phone-surface")]
    [InlineData("on-phone-soft", "phone-soft phone-soft-hover")]
    [InlineData("on-phone-accent", "phone-accent phone-accent-hover")]
    [InlineData("on-phone-head", "phone-head phone-portrait")]
    [InlineData("phone-head-quiet", "phone-head")]
    public void WhatIsWritten_CanBeRead(string ink, string papers) => AssertContrast(ink, papers, Text);

    [Theory]
    [InlineData("line-field", "page surface field")]
    [InlineData("focus", "page surface raised soft")]
    [InlineData("switch-off", "surface")]
    [InlineData("knob", "primary switch-off")]
    [InlineData("tone-good", "surface")]
    [InlineData("tone-bad", "surface")]
    [InlineData("tone-warning-fill", "track")]
    [InlineData("primary", "track")]
    [InlineData("toast-pulse", "toast")]
    [InlineData("phone-line-field", "phone-surface phone-field")]
    public void WhatIsDrawn_CanBeSeen(string ink, string papers) => AssertContrast(ink, papers, Boundary);

    private static HashSet<string> Defined { get; } = Files("*.css")
        .SelectMany(file => Definition().Matches(File.ReadAllText(file)).Select(x => x.Groups[1].Value))
        .ToHashSet();

    private static void AssertContrast(string ink, string papers, double least) => Assert.Empty(
        from paper in papers.Split(' ')
        from theme in Themes
        let ratio = In(theme, ink).ContrastTo(In(theme, paper))
        where ratio < least
        select $"{ink} on {paper} in {theme}: {ratio:0.00}");

    private static Color In(string theme, string token) => theme == "light" ? Tokens[token].Light : Tokens[token].Dark;

    private static Dictionary<string, (Color Light, Color Dark)> ReadTokens() => Sources
        .SelectMany(file => Token().Matches(File.ReadAllText(Path.Combine(AppFolder.Path, "wwwroot", file))))
        .ToDictionary(x => x.Groups[1].Value, x => (Color.Parse(x.Groups[2].Value), Color.Parse(x.Groups[3].Value)));

    private static IEnumerable<string> Files(string pattern) => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(AppFolder.Path, folder), pattern, SearchOption.AllDirectories));

    [GeneratedRegex(@"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")]
    private static partial Regex Token();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b(?![\w-])(?=[^{}]*[;}])|\b(?:rgba?|hsla?|oklch|light-dark)\(|:\s*(?:white|black|gray|red|green|blue)\b")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(?:fill|stroke|color|background)[=:]\s*""?#[0-9a-fA-F]{3,8}")]
    private static partial Regex Paint();

    [GeneratedRegex(@"var\((--(?!mud-)[a-z-]+)\)")]
    private static partial Regex Asked();

    [GeneratedRegex(@"(--[a-z-]+):")]
    private static partial Regex Definition();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    /// <summary>Contrast as WCAG 2.2 counts it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.</summary>
    private readonly record struct Color(double Luminance)
    {
        public static Color Parse(string hex) => new(
            (0.2126 * Linear(hex[1..3])) + (0.7152 * Linear(hex[3..5])) + (0.0722 * Linear(hex[5..7])));

        public double ContrastTo(Color other) =>
            (Math.Max(Luminance, other.Luminance) + 0.05) / (Math.Min(Luminance, other.Luminance) + 0.05);

        private static double Linear(string channel)
        {
            var value = Convert.ToInt32(channel, 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }
}
