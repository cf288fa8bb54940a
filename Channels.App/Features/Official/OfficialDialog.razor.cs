using Channels.App.Components;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Official;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Official;

/// <summary>
/// Connects one channel by Meta's official API: to Facebook and back, and on from there. It only watches what the
/// server keeps: closing or reloading it loses nothing.
/// </summary>
public sealed partial class OfficialDialog : IDisposable
{
    private ChannelWatch _watch = null!;
    private ElementReference _content;
    private OfficialStage? _shown;
    private string? _trouble;
    private RuleViolation? _refused;
    private bool _byToken;
    private bool _onBusinessApp;
    private bool _unchanged;
    private bool _busy;
    private int _lists;

    /// <summary>The channel as the page knows it.</summary>
    [Parameter, EditorRequired]
    public ChannelSnapshot Snapshot { get; set; } = null!;

    /// <summary>From before the page learnt it, so that no change falls between.</summary>
    [Parameter]
    public FeedMark From { get; set; }

    /// <summary>How a number can come in here.</summary>
    [Parameter, EditorRequired]
    public OfficialWays Ways { get; set; } = null!;

    /// <summary>What a return from Facebook came to that left the channel as it was.</summary>
    [Parameter]
    public string? Note { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private ChannelFeed Feed { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    private ChannelSnapshot Now => _watch.Now!;

    private OfficialStage Stage => OfficialStages.Of(Told);

    /// <summary>How the last attempt ended, unless there is still something to be done with what is authorized.</summary>
    private StatusReason Told =>
        OfficialStages.Of(Now.Reason) is OfficialStage.Pin or OfficialStage.LeftApi or OfficialStage.Stopped ? Now.Reason : Now.LatestReason;

    private bool IsLeaving => _watch.IsLeaving;

    private bool IsDone => !IsLeaving && Stage == OfficialStage.Connected && First is null;

    /// <summary>A token is typed, in the place of going to Facebook.</summary>
    private bool IsByToken => (_byToken || !Ways.ByFacebook)
        && (Stage is OfficialStage.Ready or OfficialStage.Failed or OfficialStage.Lost || (Stage == OfficialStage.Connected && EndsSoon && _byToken));

    private string Title => IsByToken ? L["Official_Panel_Token"] : Stage == OfficialStage.Connected ? Words.Of(ChannelStatus.Connected) : L[$"Official_Panel_{Stage}"];

    /// <summary>The step that helps most: its words, the form that it sends, and what it does where there is none.</summary>
    private (string Key, string? Form, Func<Task> Run)? First => IsLeaving ? null : Stage switch
    {
        _ when IsByToken => ("Official_UseToken", "token", Nothing),
        OfficialStage.Ready or OfficialStage.Failed or OfficialStage.Lost => ("Official_Connect", null, BeginAsync),
        OfficialStage.Waiting => ("Official_OpenAgain", null, BeginAsync),
        OfficialStage.Choosing => ("Official_UseNumber", "numbers", Nothing),
        OfficialStage.NoAccount => ("Official_UseAccount", "account", Nothing),
        OfficialStage.NoNumber => ("Official_CheckAgain", null, FinishAsync),
        OfficialStage.Pin => ("Official_Register", "pin", Nothing),
        OfficialStage.LeftApi => ("Official_TakeOver", "takeover", Nothing),
        OfficialStage.Stopped => ("Connect_TryAgain", null, FinishAsync),
        OfficialStage.Connected when EndsSoon => Ways.ByFacebook ? ("Official_Renew", null, BeginAsync) : ("Official_ByToken", null, ChooseToken),
        _ => null,
    };

    private (string Key, Func<Task> Run)? Second => IsLeaving ? null : Stage switch
    {
        _ when IsByToken => Ways.ByFacebook ? ("Official_ByFacebook", ChooseFacebook) : null,
        OfficialStage.Ready or OfficialStage.Failed or OfficialStage.Lost when OffersOtherNumber => ("Connect_OtherNumber", BeginWithOtherNumberAsync),
        OfficialStage.Choosing or OfficialStage.NoAccount or OfficialStage.NoNumber or OfficialStage.Pin or OfficialStage.Stopped
            when Ways.ByFacebook => ("Official_AnotherAccount", BeginAsync),
        OfficialStage.LeftApi => ("Official_CheckAgain", FinishAsync),
        OfficialStage.Connected => ("Action_TestSend", TestSend),
        _ => null,
    };

    private bool OffersOtherNumber =>
        !Now.OtherNumberAllowed
        && (Now.Number is not null || Told.Code is ReasonCode.WrongNumber or ReasonCode.SameNumberElsewhere);

    private bool EndsSoon =>
        Now.Reason.Code == ReasonCode.ConnectedExpiresSoon || OfficialFacts.EndsSoon(Now.Official, Time.GetUtcNow());

    public void Dispose() => _watch.Dispose();

    protected override void OnInitialized()
    {
        _watch = new ChannelWatch(Snapshot.Id, Snapshot, Forget);
        _watch.Follow(Feed, Reader, From, changes => InvokeAsync(() => Show(changes)));
    }

    // What had the focus may be gone with the stage before; at first the dialog itself sees to it.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var before = _shown;
        _shown = Stage;
        if (before is not null && before != Stage)
        {
            await _content.FocusAsync();
        }
    }

    private void Show(ChannelChanges changes)
    {
        if (_watch.Apply(changes))
        {
            StateHasChanged();
        }
    }

    // What was said of the last try goes with what it was about.
    private void Forget(ChannelSnapshot? before, ChannelSnapshot after) =>
        (_trouble, _refused, _unchanged) = after.LatestReason == before?.LatestReason ? (_trouble, _refused, _unchanged) : (null, null, false);

    private void ChooseWay(bool byToken) => (_byToken, _trouble, _refused) = (byToken, null, null);

    private Task ChooseToken()
    {
        ChooseWay(byToken: true);
        return Task.CompletedTask;
    }

    private Task ChooseFacebook()
    {
        ChooseWay(byToken: false);
        return Task.CompletedTask;
    }

    // What was agreed to for the authorization under way holds for another try of it.
    private Task BeginAsync() => AuthorizeAsync(Now.OtherNumberAllowed);

    private Task BeginWithOtherNumberAsync() => AuthorizeAsync(allowOtherNumber: true);

    private Task AuthorizeAsync(bool allowOtherNumber) => RunAsync(async () =>
    {
        var start = await Dispatcher.SendAsync(new BeginAuthorization(Now.Id, allowOtherNumber, _onBusinessApp));
        Navigation.NavigateTo(start.Address.AbsoluteUri, forceLoad: true);
    });

    private Task UseTokenAsync((TokenEntry Typed, bool Other) entered) => RunAsync(async () =>
    {
        _watch.Take(await Dispatcher.SendAsync(new UseToken(Now.Id, entered.Typed, entered.Other)));
        _byToken = false;
    });

    private Task NameAccountAsync(string accountId) => RunAsync(async () => _watch.Take(await Dispatcher.SendAsync(new NameAccount(Now.Id, accountId))));

    private Task ChooseAsync(string numberId) => RunAsync(async () => _watch.Take(await Dispatcher.SendAsync(new ChooseNumber(Now.Id, numberId))));

    private Task FinishAsync() => RegisterAsync(pin: null);

    private Task RegisterAsync(string? pin) => GoOnAsync(new FinishOfficial(Now.Id, pin));

    private Task TakeOverAsync() => GoOnAsync(new TakeOverNumber(Now.Id, IsConfirmed: true));

    private Task GoOnAsync(IRequest<ChannelSnapshot> request) => RunAsync(async () =>
    {
        var before = Now.LatestReason;
        _watch.Take(await Dispatcher.SendAsync(request));
        _unchanged = Now.LatestReason == before;
    });

    private Task TestSend()
    {
        Dialog.Close(CardAction.TestSend);
        return Task.CompletedTask;
    }

    private static Task Nothing() => Task.CompletedTask;

    private async Task RunAsync(Func<Task> run)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        (_trouble, _refused, _unchanged) = (null, null, false);
        try
        {
            await run();
        }
        catch (RuleViolation violation) when (violation.Rule == Rule.ChannelNotFound)
        {
            _watch.Lose();
        }
        catch (RuleViolation violation) when (IsOfForm(violation.Rule))
        {
            _refused = violation;
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _trouble = Words.Of(expected, ConnectionMethod.MetaCloud);
            _lists += expected is RuleViolation { Rule: Rule.NumberNotOffered } ? 1 : 0;
        }
        finally
        {
            _busy = false;
        }
    }

    // Said beside what was typed.
    private static bool IsOfForm(Rule rule) => rule is Rule.TokenInvalid or Rule.TokenRefused or Rule.TokenOfAnotherApp
        or Rule.AccountIdInvalid or Rule.AccountNotReadable or Rule.NumberIdInvalid or Rule.NumberNotInAccount or Rule.NumberNotExpected;
}
