using Channels.App.Resources;
using Channels.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.List;

/// <summary>Which channels are in trouble, wherever the reader has scrolled to. It draws itself again only when they are others.</summary>
public sealed partial class TroubleStrip
{
    /// <summary>So many are named.</summary>
    public const int Most = 6;

    private List<(ChannelId Id, string Name)> _shown = [];
    private bool _different = true;

    /// <summary>Those to be shown first come first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ChannelSnapshot> Troubled { get; set; } = [];

    /// <summary>The reader wants to see that channel.</summary>
    [Parameter]
    public EventCallback<ChannelId> OnGo { get; set; }

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    protected override void OnParametersSet()
    {
        _different = !_shown.SequenceEqual(Troubled.Select(x => (x.Id, x.Name)));
        if (_different)
        {
            _shown = [.. Troubled.Select(x => (x.Id, x.Name))];
        }
    }

    protected override bool ShouldRender() => _different;
}
