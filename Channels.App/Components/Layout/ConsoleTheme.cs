using MudBlazor;

namespace Channels.App.Components.Layout;

/// <summary>Letters, corners and sizes of MudBlazor's parts. Their colors are in wwwroot: tokens.css, which palette.css gives MudBlazor's names to.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] Font = ["Roboto", "system-ui", "Helvetica", "Arial", "sans-serif"];

    public static MudTheme Value { get; } = new()
    {
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Font, FontWeight = "500", TextTransform = "none", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Font, FontWeight = "700", FontSize = "1.125rem", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px", DrawerWidthLeft = "248px", AppbarHeight = "60px" },
    };
}
