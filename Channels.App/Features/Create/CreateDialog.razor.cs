using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Official;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Create;

/// <summary>Method, then name; the third step, connecting, is the dialog that the board opens next, or Facebook.</summary>
public sealed partial class CreateDialog
{
    private Step _step = Step.Method;
    private ConnectionMethod? _method;
    private string _name = "";
    private string? _nameError;
    private string? _error;
    private ChannelSnapshot? _created;
    private bool _onBusinessApp;
    private bool _busy;

    private enum Step
    {
        Method,
        Name,
    }

    [Parameter, EditorRequired]
    public IReadOnlyList<OfferedMethod> Methods { get; set; } = [];

    /// <summary>The method that somebody chose already; where it cannot work here, the dialog says why.</summary>
    [Parameter]
    public ConnectionMethod? Chosen { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    /// <summary>The next step is Facebook's; otherwise the connect dialog asks for a token.</summary>
    private bool IsByFacebook => IsOfficial && Methods.Any(x => x.Ways is { ByFacebook: true });

    private bool IsOfficial => _method == ConnectionMethod.MetaCloud;

    // What was created stays so, whatever fails after it.
    private int Number => _busy || _created is not null ? 3 : _step == Step.Method ? 1 : 2;

    // With one method that works there is still something to read, but nothing to decide. The simulator is for whoever
    // looks for it.
    protected override void OnInitialized()
    {
        var working = Methods.Where(x => x.Obstacle is null && x.Method != ConnectionMethod.Simulator).ToList();
        _method = working.Count == 1 ? working[0].Method : null;
        if (Methods.Any(x => x.Method == Chosen && x.Obstacle is null))
        {
            (_method, _step) = (Chosen, Step.Name);
        }
    }

    private void Back()
    {
        _error = null;
        _step = Step.Method;
    }

    private async Task CreateAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        _error = _nameError = null;
        try
        {
            // Once only: what failed after it is tried again without it.
            _created ??= await Dispatcher.SendAsync(new CreateChannel(_name, _method!.Value));
            if (IsByFacebook)
            {
                var start = await Dispatcher.SendAsync(new BeginAuthorization(_created.Id, OnBusinessApp: _onBusinessApp));
                Navigation.NavigateTo(start.Address.AbsoluteUri, forceLoad: true);
            }
            else
            {
                Dialog.Close(_created);
            }
        }
        catch (RuleViolation violation) when (IsAboutName(violation.Rule))
        {
            _nameError = Words.Of(violation);
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _error = Words.Of(expected, _method!.Value);
            _created = expected is RuleViolation { Rule: Rule.ChannelNotFound } ? null : _created;
        }
        finally
        {
            _busy = false;
        }
    }

    private static bool IsAboutName(Rule rule) =>
        rule is Rule.NameRequired or Rule.NameTooLong or Rule.NameHasForbiddenCharacters or Rule.NameTaken;
}
