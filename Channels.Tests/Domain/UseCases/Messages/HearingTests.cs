using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Messages;

/// <summary>Messages that come in and cannot be read.</summary>
public sealed class HearingTests : IAsyncLifetime
{
    private const string Bia = "5521912345678";
    private const string Caio = "5521987654321";
    private readonly Workbench _bench = new();
    private ChannelSnapshot _sales = null!;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Unread_OpensAConversation_AndTheNextTouchesIt()
    {
        Assert.Equal(ReceivedMessage.OpenedConversation, await ReceiveAsync(Bia, wasRead: false));
        Assert.Equal(ReceivedMessage.TouchedConversation, await ReceiveAsync(Bia, wasRead: false));

        Assert.True(Assert.Single(await _bench.ConversationsAsync()).IsOpen);
    }

    [Fact]
    public async Task Unread_SeveralContacts_ForAMinute_IsAWarning_AndOneThatIsReadEndsIt()
    {
        await GoDeafAsync();
        var deaf = await _bench.FindAsync(_sales.Id);
        Assert.Equal((ReasonCode.ConnectedDeaf, ChannelStatus.Connected, _sales.Since), (deaf.Reason.Code, deaf.Status, deaf.Since));

        await ReceiveAsync(Caio, wasRead: true);

        Assert.Equal(ReasonCode.Connected, await ReasonAsync());
    }

    [Fact]
    public async Task Unread_WithOneThatIsReadInBetween_IsNothing()
    {
        await ReceiveAsync(Bia, wasRead: false);
        await ReceiveAsync(Caio, wasRead: false);
        await ReceiveAsync(Caio, wasRead: true);
        _bench.Time.Advance(UnreadRun.AskingAgain);
        await ReceiveAsync(Bia, wasRead: false);

        Assert.Equal(ReasonCode.Connected, await ReasonAsync());
    }

    [Fact]
    public async Task Unread_OfOneContact_IsNothing()
    {
        for (var i = 0; i < 5; i++)
        {
            await ReceiveAsync(Bia, wasRead: false);
            _bench.Time.Advance(UnreadRun.AskingAgain);
        }

        Assert.Equal(ReasonCode.Connected, await ReasonAsync());
    }

    [Fact]
    public async Task Unread_AllAtOnce_IsNothingYet()
    {
        await ReceiveAsync(Bia, wasRead: false);
        await ReceiveAsync(Caio, wasRead: false);
        _bench.Time.Advance(UnreadRun.AskingAgain - TimeSpan.FromSeconds(1));
        await ReceiveAsync(Bia, wasRead: false);

        Assert.Equal(ReasonCode.Connected, await ReasonAsync());
    }

    [Fact]
    public async Task ForThePhoneAlone_SaysNothingOfTheKeys()
    {
        await ReceiveAsync(Bia, wasRead: false);
        await ReceiveAsync(Caio, wasRead: false);
        _bench.Time.Advance(UnreadRun.AskingAgain);
        await ReceiveAsync(Bia, wasRead: null);
        Assert.Equal(ReasonCode.Connected, await ReasonAsync());

        await ReceiveAsync(Bia, wasRead: false);
        Assert.Equal(ReasonCode.ConnectedDeaf, await ReasonAsync());

        await ReceiveAsync(Bia, wasRead: null);
        Assert.Equal(ReasonCode.ConnectedDeaf, await ReasonAsync());
    }

    [Fact]
    public async Task Deaf_LineComesBack_IsStillDeaf_AndANewLinkIsNot()
    {
        await GoDeafAsync();
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales.Id, new StatusReason(ReasonCode.Reconnecting)));
        await LogInAsync();
        Assert.Equal(ReasonCode.ConnectedDeaf, await ReasonAsync());

        await _bench.SendAsGatewayAsync(new ObserveLine(_sales.Id, new StatusReason(ReasonCode.CodeScanned), NewLink: true));
        await LogInAsync();

        Assert.Equal(ReasonCode.Connected, await ReasonAsync());
    }

    [Fact]
    public async Task Deaf_WhileRestricted_IsToldWhenTheRestrictionIsOver()
    {
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales.Id, new StatusReason(ReasonCode.ConnectedRestricted)));
        await GoDeafAsync();
        Assert.Equal(ReasonCode.ConnectedRestricted, await ReasonAsync());

        await _bench.SendAsGatewayAsync(new ObserveLine(_sales.Id, new StatusReason(ReasonCode.Connected)));

        Assert.Equal(ReasonCode.ConnectedDeaf, await ReasonAsync());
    }

    private async Task GoDeafAsync()
    {
        await ReceiveAsync(Bia, wasRead: false);
        await ReceiveAsync(Caio, wasRead: false);
        _bench.Time.Advance(UnreadRun.AskingAgain);
        await ReceiveAsync(Bia, wasRead: false);
    }

    private Task<bool> LogInAsync() => _bench.SendAsGatewayAsync(new ObserveLogin(_sales.Id, _sales.Number!));

    private async Task<ReasonCode> ReasonAsync() => (await _bench.FindAsync(_sales.Id)).Reason.Code;

    private Task<ReceivedMessage> ReceiveAsync(string from, bool? wasRead) => _bench.SendAsGatewayAsync(
        new ReceiveMessage(
            _sales.Id,
            LinkedDataExtensions.Contact(from),
            ContactName: null,
            new NewMessage(Guid.NewGuid().ToString("N"), wasRead == true ? MessageType.Text : MessageType.Undecryptable, _bench.Time.GetUtcNow()) { WasRead = wasRead }));
}
