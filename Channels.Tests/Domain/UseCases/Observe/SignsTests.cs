using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.Observe;

/// <summary>What passed on a line: messages, and signs of the phone.</summary>
public sealed class SignsTests : IAsyncLifetime
{
    private static readonly ContactAddress Customer = LinkedDataExtensions.Contact("5521912345678");
    private readonly Workbench _bench = new();
    private ChannelSnapshot _sales = null!;

    private DateTimeOffset Now => _bench.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Receive_KeepsTheNewest_WithoutANewRevision_AndPublishesIt()
    {
        var newest = Now.AddMinutes(3);
        _bench.Time.SetUtcNow(newest);
        await ReceiveAsync(_sales.Id, newest);
        await ReceiveAsync(_sales.Id, newest.AddMinutes(-2));

        Assert.Equal((newest, null), Messages(await ProofAsync(_sales.Id)));
        Assert.Equal(_sales.Revision, (await _bench.FindAsync(_sales.Id)).Revision);
        Assert.Contains(_sales.Id, _bench.Published.Signs);
    }

    [Fact]
    public async Task Receive_DatedInTheFuture_KeepsNow_AndDoesNotHideTheNext()
    {
        await ReceiveAsync(_sales.Id, Now.AddYears(1));
        Assert.Equal((Now, null), Messages(await ProofAsync(_sales.Id)));

        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        await ReceiveAsync(_sales.Id, Now);

        Assert.Equal((Now, null), Messages(await ProofAsync(_sales.Id)));
    }

    [Fact]
    public async Task Receive_OfHistory_KeepsNothing()
    {
        await ReceiveAsync(_sales.Id, Now.AddHours(-1));

        Assert.Equal((null, null), Messages(await ProofAsync(_sales.Id)));
    }

    [Fact]
    public async Task Send_KeepsWhen_AndARefusedOneDoesNot()
    {
        _bench.Gateway.Outcome = new SendOutcome(SendResult.Refused, Refusal: "463");
        await SendAsync();
        Assert.Equal((null, null), Messages(await ProofAsync(_sales.Id)));

        _bench.Gateway.Outcome = new SendOutcome(SendResult.Taken);
        await SendAsync();

        Assert.Equal((null, Now), Messages(await ProofAsync(_sales.Id)));
    }

    [Fact]
    public async Task Removal_TakesTheSignsAlong_AndTheDestinationKeepsItsOwn()
    {
        var support = await _bench.CreateConnectedAsync("Suporte", "552134567000");
        await ReceiveAsync(support.Id, Now);
        await ReceiveAsync(_sales.Id, Now.AddMinutes(10));
        await _bench.RemoveAsync(_sales.Id, support.Id);

        // Its device goes a moment later; until then it still hears.
        await ReceiveAsync(_sales.Id, Now.AddMinutes(20));
        await _bench.FinishAsync(_sales.Id);

        Assert.Equal((Now, null), Messages(await ProofAsync(support.Id)));
        Assert.Equal([support.Id], (await ListAsync()).Select(x => x.Channel));
    }

    [Fact]
    public async Task Phone_IsSeenAtTheLink_AndThenOnceAnHour()
    {
        Assert.Equal(Now, (await SignsAsync()).PhoneSeenAt);

        var linked = Now;
        await PhoneAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(linked, (await SignsAsync()).PhoneSeenAt);

        await PhoneAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Now, (await SignsAsync()).PhoneSeenAt);
    }

    [Fact]
    public async Task Phone_WhoseClockIsAhead_IsSeenNow()
    {
        _bench.Time.Advance(TimeSpan.FromHours(2));

        await _bench.SendAsGatewayAsync(new ObservePhone(_sales.Id, Now.AddYears(1)));

        Assert.Equal(Now, (await SignsAsync()).PhoneSeenAt);
    }

    [Fact]
    public async Task Login_BeforeAnySign_WaitsForOneFromNow_AndLaterLoginsChangeNothing()
    {
        await using (var db = await _bench.OpenDatabaseAsync())
        {
            db.Signs.RemoveRange(db.Signs);
            await db.SaveChangesAsync(Workbench.Cancellation);
        }

        _bench.Time.Advance(TimeSpan.FromDays(30));
        var first = Now;
        await _bench.ComeBackAsync(_sales);
        _bench.Time.Advance(TimeSpan.FromDays(1));
        await _bench.ComeBackAsync(_sales);

        Assert.Equal(first, (await SignsAsync()).PhoneSeenAt);
    }

    [Fact]
    public async Task List_TellsWhenItWasConfirmed()
    {
        Assert.Null((await ProofAsync(_sales.Id)).ConfirmedAt);

        _bench.Confirmations.Known[_sales.Id] = Now;

        Assert.Equal(Now, (await ProofAsync(_sales.Id)).ConfirmedAt);
    }

    private static (DateTimeOffset?, DateTimeOffset?) Messages(ChannelProof proof) => (proof.ReceivedAt, proof.SentAt);

    private async Task PhoneAsync(TimeSpan later)
    {
        _bench.Time.Advance(later);
        await _bench.SendAsGatewayAsync(new ObservePhone(_sales.Id, Now));
    }

    private Task<ReceivedMessage> ReceiveAsync(ChannelId id, DateTimeOffset at) =>
        _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(id, Customer, at));

    private async Task SendAsync()
    {
        await _bench.SendAsync(SendingExtensions.Text(_sales.Id, "5521912345678", "Oi"));
        await _bench.PumpAsync(_sales.Id);
    }

    private async Task<ChannelProof> ProofAsync(ChannelId id) =>
        (await _bench.SendAsync(new ListChannels())).Proofs.Single(x => x.Id == id);

    private async Task<ChannelSigns> SignsAsync() => (await ListAsync()).Single(x => x.Channel == _sales.Id);

    private async Task<IReadOnlyList<ChannelSigns>> ListAsync()
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChannelStore>().ListSignsAsync(Workbench.Cancellation);
    }
}
