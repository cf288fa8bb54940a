using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Sending;

/// <summary>What is taken into the queue, and what is refused before.</summary>
public sealed class SendMessageTests : IAsyncLifetime
{
    private const string Customer = "5521912345678";

    private readonly Workbench _bench = new();
    private ChannelSnapshot _sales = null!;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Accepted_WaitsInTheQueue_RingsForIt_AndIsSealed()
    {
        var id = await SendAsync("Segredo do pedido");

        var message = await _bench.FindMessageAsync(id);
        Assert.Equal((SendState.Queued, "Ana", _bench.Time.GetUtcNow().AddDays(1)), (message.State, message.Who, message.ExpiresAt));
        Assert.Equal([_sales.Id], _bench.Background.Rung);
        Assert.DoesNotContain("Segredo do pedido", await _bench.ReadFilesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameId_IsTheSameMessage()
    {
        var order = new OutgoingOrder(new OutgoingContent { Text = "Olá" }) { Id = Guid.CreateVersion7() };

        var first = await _bench.SendAsync(new SendMessage(_sales.Id, new SendTarget(Customer), order));
        var again = await _bench.SendAsync(new SendMessage(_sales.Id, new SendTarget(Customer), order));

        Assert.Equal((order.Id, order.Id), (first, again));
        Assert.Single(await _bench.PumpAsync(_sales.Id));
    }

    [Fact]
    public async Task Down_TakesWhatWaits_AndRefusesTheRestWithTheReason()
    {
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales.Id, new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.Lost }));

        await SendAsync("Olá");
        var refused = await Rules.BreaksAsync(Rule.NotConnected, () => _bench.SendAsync(SendingExtensions.Text(_sales.Id, Customer, "Olá", waits: false)));

        Assert.Equal(ReasonCode.Reconnecting, Assert.IsType<StatusReason>(Assert.Single(refused.Arguments)).Code);
    }

    [Fact]
    public async Task Full_TakesNoMore()
    {
        await _bench.ExecuteAsync(
            """
            INSERT INTO Contacts (Id) VALUES ('01A00000-0000-7000-8000-000000000000');
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
            INSERT INTO Outgoing (Id, Channel, Contact, Type, State, StateAt, AcceptedAt, DueAt, ExpiresAt, EndsWithWindow, Waits, Tries, WhatsAppId, Who)
            SELECT printf('%08d-0000-7000-8000-000000000000', i), (SELECT Id FROM Channels), '01A00000-0000-7000-8000-000000000000', 'Text', 'Queued', 0, 0, 0, 9000000000000000000, 0, 1, 0, i, 'Ana' FROM n
            """);

        await Rules.BreaksAsync(Rule.QueueFull, () => SendAsync("Olá"));
    }

    [Theory]
    [InlineData("não é número", "Olá", Rule.ContactInvalid)]
    [InlineData(Customer, " ", Rule.TextRequired)]
    public async Task Text_OfAWrongShape_IsRefused(string to, string text, Rule rule) =>
        await Rules.BreaksAsync(rule, () => _bench.SendAsync(SendingExtensions.Text(_sales.Id, to, text)));

    [Theory]
    [MemberData(nameof(WrongOrders))]
    public async Task Order_OfAWrongShape_IsRefused(OutgoingOrder order, Rule rule) =>
        await Rules.BreaksAsync(rule, () => _bench.SendAsync(new SendMessage(_sales.Id, new SendTarget(Customer), order)));

    public static TheoryData<OutgoingOrder, Rule> WrongOrders()
    {
        var (text, now) = (new OutgoingContent { Text = "Olá" }, new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero));
        return new()
        {
            { new OutgoingOrder(text) { SendAt = now.AddDays(367) }, Rule.SendTimeInvalid },
            { new OutgoingOrder(text) { ExpiresAt = now.AddMinutes(-1) }, Rule.ExpiryInvalid },
            { new OutgoingOrder(text) { SendAt = now.AddDays(2), ExpiresAt = now.AddDays(1) }, Rule.ExpiryInvalid },
            { new OutgoingOrder(text) { ClientReference = new string('x', 201) }, Rule.ReferenceTooLong },
            { new OutgoingOrder(new OutgoingContent { Text = new string('x', 4097) }), Rule.TextTooLong },
            { new OutgoingOrder(new OutgoingContent { Location = new OutgoingLocation(91, 0) }), Rule.LocationInvalid },
            { new OutgoingOrder(new OutgoingContent { Location = new OutgoingLocation(double.NaN, 0) }), Rule.LocationInvalid },
            { new OutgoingOrder(new OutgoingContent { Reaction = new OutgoingReaction("", "👍") }), Rule.ReactionInvalid },
            { new OutgoingOrder(new OutgoingContent { Template = new OutgoingTemplate("lembrete", "pt_BR") }), Rule.TemplateOnlyOfficial },
        };
    }

    [Fact]
    public async Task UserId_IsNothingThatALinkedDeviceCouldReach() =>
        await Rules.BreaksAsync(
            Rule.ContactUnreachable,
            () => _bench.SendAsync(new SendMessage(_sales.Id, new SendTarget(UserId: "BR.1349"), new OutgoingOrder(new OutgoingContent { Text = "Olá" }))));

    private Task<Guid> SendAsync(string text) => _bench.SendAsync(SendingExtensions.Text(_sales.Id, Customer, text));
}
