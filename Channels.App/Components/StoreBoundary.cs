using System.Runtime.ExceptionServices;
using Channels.App.Resources;
using Channels.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace Channels.App.Components;

/// <summary>
/// Says in a notice that the store took no write, where nothing inside says it itself, and shows its content anew instead
/// of losing the page. Blazor gives up what is inside of a boundary that an exception reaches, so that a form with
/// something to lose catches what <see cref="Words.Knows"/>. Any other exception passes.
/// </summary>
public class StoreBoundary : ErrorBoundaryBase
{
    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    protected override Task OnErrorAsync(Exception exception)
    {
        if (exception is not StoreUnavailable unavailable)
        {
            // Thrown while it is told, it goes on to the circuit; while drawing it would come back here.
            ExceptionDispatchInfo.Throw(exception);
            return Task.CompletedTask;
        }

        Snackbar.Add(Words.Of(unavailable), Severity.Error);
        return Task.CompletedTask;
    }

    protected sealed override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null or StoreUnavailable)
        {
            builder.AddContent(0, ChildContent);
        }
        else
        {
            Show(CurrentException, builder);
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (CurrentException is StoreUnavailable)
        {
            Recover();
        }
    }

    /// <summary>What stands in the place of its content after any other exception that it keeps from the circuit.</summary>
    /// <param name="builder">Numbered from 1 on.</param>
    protected virtual void Show(Exception exception, RenderTreeBuilder builder)
    {
    }
}
