using Bunit;
using Channels.App.Components;
using Channels.Domain;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace Channels.Tests.App.Components;

/// <summary>A form that forgot to say what it may expect.</summary>
public sealed class StoreBoundaryTests : MudContext
{
    [Theory]
    [InlineData(typeof(StoreBoundary))]
    [InlineData(typeof(LoggedErrorBoundary))]
    public async Task WriteThatFails_IsANotice_AndThePageIsThereAsOftenAsItHappens(Type boundary)
    {
        var notices = Render<MudSnackbarProvider>();
        var page = RenderIn(boundary, new StoreUnavailable(StoreTrouble.Full));

        for (var i = 1; i <= 200; i++)
        {
            await PressAsync(page, "Salvar");
        }

        Assert.Single(page.FindAll("button"));
        notices.WaitForAssertion(() => Assert.Contains("o disco do servidor está cheio", notices.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bug_IsStillAPageWithAnId()
    {
        var page = RenderIn(typeof(LoggedErrorBoundary), new InvalidOperationException("A bug."));

        await PressAsync(page, "Salvar");

        Assert.Empty(page.FindAll("button"));
        Assert.Single(page.FindAll("code"));
    }

    [Fact]
    public async Task Bug_InADialog_PassesAsBefore()
    {
        var page = RenderIn(typeof(StoreBoundary), new InvalidOperationException("A bug."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => PressAsync(page, "Salvar"));
    }

    private IRenderedComponent<IComponent> RenderIn(Type boundary, Exception fails) => Render(builder =>
    {
        builder.OpenComponent(0, boundary);
        builder.AddComponentParameter(1, nameof(StoreBoundary.ChildContent), (RenderFragment)(inner =>
        {
            inner.OpenComponent<Form>(0);
            inner.AddComponentParameter(1, nameof(Form.Fails), fails);
            inner.CloseComponent();
        }));
        builder.CloseComponent();
    });

    private sealed class Form : ComponentBase
    {
        [Parameter]
        public Exception Fails { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, () => Task.FromException(Fails)));
            builder.AddContent(2, "Salvar");
            builder.CloseElement();
        }
    }
}
