using MudBlazor;

namespace Channels.App.Components.Layout;

/// <summary>Deep teal on warm paper. Each text colour has at least 4.5:1 on the surfaces it is used on.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] Font = ["Roboto", "system-ui", "Helvetica", "Arial", "sans-serif"];

    public static MudTheme Value { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Black = "#12211e",
            Primary = "#0f4c4a",
            Secondary = "#7a4b12",
            Info = "#1f5f8b",
            Success = "#0b6e3b",
            Warning = "#8a5300",
            Error = "#b3261e",
            Dark = "#14231f",
            TextPrimary = "#14231f",
            TextSecondary = "#51605b",
            TextDisabled = "#6b7975",
            ActionDefault = "#3d4c47",
            ActionDisabled = "#7d8a86",
            ActionDisabledBackground = "#e7ecea",
            Background = "#f6f7f4",
            BackgroundGray = "#eef1ee",
            Surface = "#ffffff",
            DrawerBackground = "#f6f7f4",
            DrawerText = "#14231f",
            DrawerIcon = "#3d4c47",
            AppbarBackground = "#ffffff",
            AppbarText = "#14231f",
            LinesDefault = "#e0e5e2",
            LinesInputs = "#8b9893",
            Divider = "#e0e5e2",
            Skeleton = "#e4e9e6",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Font, FontWeight = "500", TextTransform = "none", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Font, FontWeight = "700", FontSize = "1.125rem", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px", DrawerWidthLeft = "248px", AppbarHeight = "60px" },
    };
}
