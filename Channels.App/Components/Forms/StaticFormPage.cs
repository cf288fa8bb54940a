using Channels.App.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Channels.App.Components.Forms;

/// <summary>A page with a plain form: it works without a circuit, because it sets or ends the session's cookie.</summary>
public abstract class StaticFormPage : ComponentBase
{
    private string? _error;

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject]
    protected Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    protected Words Words { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private SignInLimit Limit { get; set; } = null!;

    /// <summary>What went wrong, in words.</summary>
    protected string? Error => _error ?? (StaleForms.TypedInto(Http) is null ? null : L[Refused ? "Form_TooManyTries" : "Form_Stale"].Value);

    private bool Refused => Http.Response.StatusCode == StatusCodes.Status429TooManyRequests;

    /// <summary>What was typed into a form that has to be sent once more.</summary>
    protected string? Typed(string field) => StaleForms.TypedInto(Http)?[field];

    protected async Task TryAsync(Func<Task> submit)
    {
        if (!Limit.Allows(Http))
        {
            _error = L["Form_TooManyTries"];
            return;
        }

        await SayAsync(submit);
    }

    /// <summary>For what guesses nothing, so that it is not counted.</summary>
    protected async Task SayAsync(Func<Task> submit)
    {
        try
        {
            await submit();
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _error = Words.Of(expected);
        }
    }
}
