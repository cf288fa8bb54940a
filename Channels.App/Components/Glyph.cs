using Microsoft.AspNetCore.Components;

namespace Channels.App.Components;

/// <summary>An icon as plain SVG: a component for each would cost memory in every circuit.</summary>
public static class Glyph
{
    /// <param name="markup">One of MudBlazor's icon constants; never text from outside.</param>
    public static MarkupString Of(string markup) =>
        new($"<svg class=\"glyph\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{markup}</svg>");
}
