using Bunit;
using Channels.App.Features.Removal;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Channels.Tests.App.Removal;

/// <summary>The removal dialog on a channel with data, beside two that could take over.</summary>
public abstract class RemoveDialogContext : MudContext
{
    private readonly IReadOnlyList<LinkedName> _integrations = [new(Guid.NewGuid(), "RD Station", IsOpen: true, DueAt: null)];

    protected RemoveDialogContext() => UseCases.Answer<PreviewRemoval, RemovalPreview>(_ => Preview());

    protected static OfferedMethod Broken { get; } = new(ConnectionMethod.WhatsAppWeb, GatewayObstacle.NoNode);

    protected ChannelSnapshot Sales { get; } = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");

    protected ChannelSnapshot Support { get; } = Snapshots.Of("Suporte", ReasonCode.Connected, "552134567000");

    protected ChannelSnapshot Shop { get; } = Snapshots.Of("Loja");

    protected IDialogReference Dialog { get; private set; } = null!;

    /// <summary>What the page was told of removals that began here.</summary>
    protected List<RemovalReceipt> Begun { get; } = [];

    protected RemovalPreview Preview() => new(
        Sales,
        Receipts.Counts,
        NeedsDestination: true,
        _integrations,
        [Support, Shop],
        HasRoom: false,
        [new OfferedMethod(ConnectionMethod.WhatsAppWeb, null), new OfferedMethod(ConnectionMethod.MetaCloud, GatewayObstacle.MetaNotConfigured)]);

    /// <summary>The last channel.</summary>
    protected RemovalPreview Preview(bool hasRoom) => Preview() with { Destinations = [], HasRoom = hasRoom };

    protected async Task<IRenderedComponent<MudDialogProvider>> OpenAsync()
    {
        var (page, dialog) = await OpenAsync<RemoveDialog>(new DialogParameters<RemoveDialog>
        {
            { x => x.Snapshot, Sales },
            { x => x.OnStarted, EventCallback.Factory.Create<RemovalReceipt>(this, Begun.Add) },
        });
        Dialog = dialog;
        return page;
    }

    /// <summary>Opens the dialog, chooses and confirms.</summary>
    protected async Task<IRenderedComponent<MudDialogProvider>> RemoveIntoAsync(ChannelSnapshot destination)
    {
        var page = await OpenAsync();
        await ChooseAsync(page, destination);
        await PressAsync(page, "Mover e remover");
        return page;
    }

    protected static Task ChooseAsync(IRenderedComponent<MudDialogProvider> page, ChannelSnapshot destination) =>
        page.InvokeAsync(() => Radio(page, destination).ChangeAsync(new ChangeEventArgs { Value = "on" }));

    protected static AngleSharp.Dom.IElement Radio(IRenderedComponent<MudDialogProvider> page, ChannelSnapshot destination) =>
        Destination(page, destination).QuerySelector("input")!;

    protected static AngleSharp.Dom.IElement Destination(IRenderedComponent<MudDialogProvider> page, ChannelSnapshot destination) =>
        page.Find($"[data-destination='{destination.Id}']");

    protected static AngleSharp.Dom.IElement Row(IRenderedComponent<MudDialogProvider> page, LinkedKind kind) =>
        page.Find($"tr[data-kind={kind}]");
}
