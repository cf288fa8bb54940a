using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Channels.App.Features.List;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.People;
using Channels.Domain.UseCases.Sending;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace Channels.Tests.Support;

/// <summary>Renders components as in a circuit of the app, with use cases that the test answers for.</summary>
[Portuguese]
public abstract class MudContext : BunitContext, IAsyncLifetime
{
    private readonly BunitAuthorizationContext _authorization;

    protected MudContext()
    {
        // Generous, for machines that do other things too.
        DefaultWaitTimeout = Patience.Limit;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Feed = new ChannelFeed(Time, NullLogger<ChannelFeed>.Instance);
        Codes = new PairingFeed(Time, NullLogger<PairingFeed>.Instance);
        Proofs = new ProofFeed(Time, NullLogger<ProofFeed>.Instance);
        Store = new StoreFeed(Time, NullLogger<StoreFeed>.Instance);
        Queue = new NewsFeed<QueueChanged>(Time, NullLogger<NewsFeed<QueueChanged>>.Instance);
        Services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddScoped<Words>();
        Services.AddMemoryCache();
        Services.AddSingleton<BoardHandover>();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Feed);
        Services.AddSingleton(Codes);
        Services.AddSingleton(Proofs);
        Services.AddSingleton(Store);
        Services.AddSingleton(Queue);
        Services.AddSingleton<IMediator>(UseCases);
        Services.AddSingleton<IActor>(Actor);
        Services.AddSingleton(Reader.Console);
        Services.AddScoped<Sender>();
        Services.AddScoped<Channels.App.Session.Dispatcher>();
        Services.AddScoped<OwnPreferences>();
        UseCases.Answer<ReadPreferences, Preferences>(_ => Preferences.Default);
        UseCases.Answer<ReadOutbox, OutboxPage>(x => new OutboxPage(Snapshots.Of("Vendas"), QueueCounts.None, [], HasMore: false));
        AddServices(Services);
        _authorization = this.AddAuthorization();
        SignIn(Role.Administrator);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected FakeTimeProvider Time { get; } = new(Snapshots.Now);

    /// <summary>The page's words.</summary>
    protected IStringLocalizer<Strings> Text => Services.GetRequiredService<IStringLocalizer<Strings>>();

    protected ChannelFeed Feed { get; }

    protected PairingFeed Codes { get; }

    protected ProofFeed Proofs { get; }

    protected StoreFeed Store { get; }

    protected NewsFeed<QueueChanged> Queue { get; }

    protected FakeUseCases UseCases { get; } = new();

    protected FakeActor Actor { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    // Mud's services can only be disposed asynchronously.
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the components of a test need beside that; called before its constructor.</summary>
    protected virtual void AddServices(IServiceCollection services)
    {
    }

    /// <summary>An administrator is signed in until a test says otherwise.</summary>
    protected void SignIn(Role role)
    {
        Actor.Role = role;
        _authorization.SetAuthorized("Ana Souza");
        _authorization.SetRoles(role.ToString());
        _authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, "ana"));
    }

    /// <summary>Opens a dialog as a page does.</summary>
    protected async Task<(IRenderedComponent<MudDialogProvider> Page, IDialogReference Dialog)> OpenAsync<TDialog>(
        DialogParameters parameters)
        where TDialog : ComponentBase
    {
        var provider = Render<MudDialogProvider>();
        var dialog = await provider.InvokeAsync(
            () => Services.GetRequiredService<IDialogService>().ShowAsync<TDialog>("Título", parameters));
        return (provider, dialog);
    }

    /// <summary>Waits for the assertion while the clock goes on: the feed lets a viewer rest between two changes.</summary>
    protected async Task UntilAsync(IRenderedComponent<IComponent> page, Action assertion)
    {
        var holds = Task.Run(() => page.WaitForAssertion(assertion));
        while (!holds.IsCompleted)
        {
            Time.Advance(ChannelFeed.Interval);
            await Task.Yield();
        }

        await holds;
    }

    /// <summary>
    /// Finds and clicks in one turn of the renderer: the handler of an element that was found before may be gone by the
    /// time of the click, as whatever is pushed meanwhile draws the page anew. Other events are raised like this too.
    /// </summary>
    /// <returns>The end of what the click begins.</returns>
    protected static Task PressAsync(IRenderedComponent<IComponent> page, Func<AngleSharp.Dom.IElement> find) =>
        page.InvokeAsync(() => find().ClickAsync());

    protected static Task PressAsync(IRenderedComponent<IComponent> page, string text) => PressAsync(page, () => Button(page, text));

    /// <summary>Ticks the choice with this label.</summary>
    protected static Task CheckAsync(IRenderedComponent<MudDialogProvider> page, string label) => page.InvokeAsync(() =>
        page.FindAll("label.check").Single(x => x.TextContent.Contains(label, StringComparison.Ordinal)).QuerySelector("input")!.ChangeAsync(new() { Value = true }));

    protected static AngleSharp.Dom.IElement Button(IRenderedComponent<IComponent> page, string text) =>
        page.FindAll("button").First(b => b.TextContent.Trim() == text);
}

/// <summary>Whoever sends, with a role that the test changes.</summary>
public sealed class FakeActor : IActor
{
    public Role Role { get; set; } = Role.Administrator;

    public Task<Actor> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new Actor("ana", "Ana Souza", Role));
}
