using Bunit;
using Channels.App.Features.Official;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Official;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.Official;

/// <summary>The dialog of one channel of the official API, with use cases that answer.</summary>
public abstract class OfficialDialogContext : MudContext
{
    private protected static readonly OfferedNumber[] Numbers =
    [
        new("11", "Padaria Aurora", "+55 11 98765-4321", PhoneNumber.FromDigits("5511987654321"), "Aurora <b>Vendas</b>"),
        new("12", "Padaria Aurora", "1 555 no number", null, null),
    ];

    private protected ChannelSnapshot Sales { get; set; } = Official("Vendas");

    private protected OfficialWays Ways { get; set; } = new(ByFacebook: true, AppId: "670843887433847");

    protected OfficialDialogContext()
    {
        UseCases.Answer<BeginAuthorization, AuthorizationStart>(
            _ => new(new Uri("https://facebook.example/dialog?state=x%2By"), Snapshots.Now.AddMinutes(10)));
        UseCases.Answer<ListOfferedNumbers, IReadOnlyList<OfferedNumber>>(_ => Numbers);
        UseCases.Answer<ChooseNumber, ChannelSnapshot>(_ => Sales = Sales.Next(ReasonCode.SubscribingWebhook));
        UseCases.Answer<UseToken, ChannelSnapshot>(_ => Sales = Sales.Next(ReasonCode.SubscribingWebhook));
        UseCases.Answer<NameAccount, ChannelSnapshot>(_ => Sales = Sales.Next(ReasonCode.SubscribingWebhook));
        UseCases.Answer<FinishOfficial, ChannelSnapshot>(_ => Sales = Sales.Next(ReasonCode.RegisteringNumber));
    }

    private protected Task<IRenderedComponent<MudDialogProvider>> OpenAsync(ReasonCode code = ReasonCode.NeverConnected) => OpenAsync(new StatusReason(code));

    private protected async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(StatusReason reason)
    {
        Sales = Sales.Next(reason);
        return (await OpenAsync<OfficialDialog>(new DialogParameters<OfficialDialog> { { x => x.Snapshot, Sales }, { x => x.From, Feed.Mark }, { x => x.Ways, Ways } })).Page;
    }

    private protected void Push(ReasonCode code) => Feed.Publish(Sales = Sales.Next(code));

    private protected (string, bool) LastNavigation()
    {
        var last = ((Bunit.TestDoubles.BunitNavigationManager)Services.GetRequiredService<NavigationManager>()).History.First();
        return (last.Uri, last.Options.ForceLoad);
    }

    private protected static ChannelSnapshot Official(string name) => Snapshots.Of(name) with { Method = ConnectionMethod.MetaCloud };
}
