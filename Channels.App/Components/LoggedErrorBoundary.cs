using Channels.App.Resources;
using Channels.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Localization;

namespace Channels.App.Components;

/// <summary>Shows a bug as a page with an id, under which the log has the details.</summary>
public sealed partial class LoggedErrorBoundary : StoreBoundary
{
    private string _id = "";

    [Inject]
    private ILogger<LoggedErrorBoundary> Logger { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    protected override Task OnErrorAsync(Exception exception)
    {
        if (exception is not StoreUnavailable)
        {
            _id = Guid.NewGuid().ToString("N")[..8];
            Log.PageFailed(Logger, _id, exception);
            return Task.CompletedTask;
        }

        return base.OnErrorAsync(exception);
    }

    protected override void Show(Exception exception, RenderTreeBuilder builder)
    {
        builder.OpenComponent<PageMessage>(1);
        builder.AddComponentParameter(2, nameof(PageMessage.Title), L["Error_Title"].Value);
        builder.AddComponentParameter(3, nameof(PageMessage.Text), L["Error_Text"].Value);
        builder.AddComponentParameter(4, nameof(PageMessage.ChildContent), (RenderFragment)(inner =>
        {
            inner.OpenElement(0, "p");
            inner.AddContent(1, L["Error_Id"].Value);
            inner.AddContent(2, " ");
            inner.OpenElement(3, "code");
            inner.AddContent(4, _id);
            inner.CloseElement();
            inner.CloseElement();
        }));
        builder.CloseComponent();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A page failed, error {Id}")]
        public static partial void PageFailed(ILogger logger, string id, Exception exception);
    }
}
