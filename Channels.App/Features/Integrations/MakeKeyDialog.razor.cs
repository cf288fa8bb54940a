using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Keys;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Channels.App.Features.Integrations;

/// <summary>Asks what a new key may do, and shows its secret, once.</summary>
public sealed partial class MakeKeyDialog
{
    /// <summary>In days; 0 for no end.</summary>
    private static readonly int[] Lifetimes = [0, 30, 90, 365];

    private readonly HashSet<ApiScope> _scopes = [];
    private readonly HashSet<ChannelId> _chosen = [];
    private IReadOnlyList<ChannelSnapshot> _channels = [];
    private IReadOnlyList<BrokenField> _broken = [];
    private string _name = "";
    private string _source = "";
    private bool _isLimited;
    private int _days;
    private MadeKey? _made;
    private string? _error;
    private bool _busy;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    protected override async Task OnInitializedAsync() =>
        _channels = [.. (await Dispatcher.SendAsync(new ListChannels())).Channels.Where(x => x.Removal is null)];

    private static void Choose<T>(HashSet<T> chosen, T one, bool isChosen) => _ = isChosen ? chosen.Add(one) : chosen.Remove(one);

    private string? Wrong(params Rule[] rules) => _broken.FirstOrDefault(x => rules.Contains(x.Broken.Rule)) is { } field ? Words.Of(field.Broken) : null;

    private async Task MakeAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _error, _broken) = (true, null, []);
        try
        {
            _made = await Dispatcher.SendAsync(new MakeApiKey(new ApiKeyOrder(
                _name, [.. _scopes], _isLimited ? [.. _chosen] : null, _source, _days > 0 ? Time.GetUtcNow().AddDays(_days) : null)));
        }
        catch (InvalidRequest invalid)
        {
            _broken = invalid.Fields;
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _error = Words.Of(expected);
        }
        finally
        {
            _busy = false;
        }
    }
}
