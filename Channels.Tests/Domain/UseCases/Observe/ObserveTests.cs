using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Observe;

public sealed class ObserveTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task ObserveLogin_WithNumber_IsConnected()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        Assert.Equal(ChannelStatus.Connected, channel.Status);
        Assert.Equal("+5511987654321", channel.Number?.E164);
    }

    [Fact]
    public async Task ObserveLine_SaysConnectedWithoutALogin_IsNotBelieved()
    {
        var channel = await _bench.CreateAsync("Vendas");

        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.Connected)));

        Assert.Equal(ChannelStatus.Disconnected, (await _bench.FindAsync(channel.Id)).Status);
    }

    [Fact]
    public async Task ObserveLine_Repeated_PublishesOnce()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var before = _bench.Published.All.Count;
        var lost = new ObserveLine(channel.Id, new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.Lost, Attempt = 1 });

        await _bench.SendAsGatewayAsync(lost);
        await _bench.SendAsGatewayAsync(lost);

        Assert.Equal(before + 1, _bench.Published.All.Count);
    }

    [Fact]
    public async Task ObserveLine_ManyTries_TellTheTimelineOneDrop()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        var dropped = _bench.Time.GetUtcNow();

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await _bench.SendAsGatewayAsync(
                new ObserveLine(channel.Id, new StatusReason(ReasonCode.Reconnecting) { Attempt = attempt }));
            _bench.Time.Advance(TimeSpan.FromSeconds(10));
        }

        var after = await _bench.FindAsync(channel.Id);
        Assert.Equal((5, dropped), (after.Reason.Attempt, after.Since));
        var history = (await _bench.SendAsync(new ReadHistory(channel.Id))).Lines;
        Assert.Single(history, x => x.Reason?.Code == ReasonCode.Reconnecting);
    }

    [Fact]
    public async Task Observe_UnknownInstance_IsIgnored()
    {
        var nobody = new ChannelId(Guid.NewGuid());

        await _bench.SendAsGatewayAsync(new ObserveLine(nobody, new StatusReason(ReasonCode.Replaced)));

        // Not refused: that would forget the credentials before the job of the removed channel could end its device.
        Assert.True(await _bench.SendAsGatewayAsync(new ObserveLogin(nobody, PhoneNumber.FromDigits("5511987654321")!)));
        Assert.Empty(_bench.Published.All);
    }

    [Theory]
    [InlineData("5511987654321", "5511987654321")]
    [InlineData("5511987654321", "551187654321")]
    [InlineData("551187654321", "5511987654321")]
    public async Task ObserveLogin_NumberOfAnotherInstance_IsRefused(string first, string second)
    {
        await _bench.CreateConnectedAsync("Vendas", first);
        var other = await _bench.CreateAsync("Suporte");
        await _bench.SendAsync(new ConnectChannel(other.Id));

        Assert.False(await _bench.SendAsGatewayAsync(new ObserveLogin(other.Id, PhoneNumber.FromDigits(second)!)));

        var after = await _bench.FindAsync(other.Id);
        Assert.Equal(ChannelStatus.Disconnected, after.Status);
        Assert.Equal((ReasonCode.SameNumberElsewhere, "Vendas"), (after.Reason.Code, after.Reason.OtherChannel));
        Assert.Null(after.Number);
    }

    [Fact]
    public async Task ObserveLogin_OneNumberOnTwoInstancesAtOnce_ConnectsOne()
    {
        var one = await _bench.CreateAsync("Vendas");
        var two = await _bench.CreateAsync("Suporte");
        var number = PhoneNumber.FromDigits("5511987654321")!;

        var verdicts = await Task.WhenAll(
            _bench.SendAsGatewayAsync(new ObserveLogin(one.Id, number)),
            _bench.SendAsGatewayAsync(new ObserveLogin(two.Id, number)));

        Assert.Single(verdicts, accepted => accepted);
    }

    [Fact]
    public async Task ObserveLogin_AnotherNumberThanBefore_IsRefusedUnlessAllowed()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var other = PhoneNumber.FromDigits("5521912345678")!;
        await _bench.SendAsync(new DisconnectChannel(channel.Id));
        await _bench.SendAsync(new ConnectChannel(channel.Id));

        Assert.False(await _bench.SendAsGatewayAsync(new ObserveLogin(channel.Id, other)));
        var refused = await _bench.FindAsync(channel.Id);
        Assert.Equal((ReasonCode.WrongNumber, "+5521912345678"), (refused.Reason.Code, refused.Reason.SeenNumber));
        Assert.Equal("+5511987654321", refused.Number?.E164);

        await _bench.SendAsync(new ConnectChannel(channel.Id, AllowOtherNumber: true));
        Assert.True(await _bench.SendAsGatewayAsync(new ObserveLogin(channel.Id, other)));
        Assert.Equal("+5521912345678", (await _bench.FindAsync(channel.Id)).Number?.E164);
    }

    [Fact]
    public async Task ObserveProfile_NameAndPicture_ComeToTheInstance()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var picture = new Channels.Domain.Ports.Picture("a1b2", [0xFF, 0xD8, 0xFF]);

        await _bench.SendAsGatewayAsync(new ObserveProfile(channel.Id, "Loja Centro", picture));
        await _bench.SendAsGatewayAsync(new ObserveProfile(channel.Id, Name: null, Picture: null));

        var after = await _bench.FindAsync(channel.Id);
        Assert.Equal(("Loja Centro", "a1b2"), (after.ProfileName, after.PictureTag));
        Assert.Equal(picture.Jpeg, (await _bench.SendAsync(new ReadPicture(channel.Id, "a1b2")))?.Jpeg);
        Assert.Null(await _bench.SendAsync(new ReadPicture(channel.Id, "other")));
    }

    [Fact]
    public async Task ObserveProfile_NameOfFiveThousandCharacters_IsShortened()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        await _bench.SendAsGatewayAsync(new ObserveProfile(channel.Id, new string('x', 5000), Picture: null));

        Assert.Equal(200, (await _bench.FindAsync(channel.Id)).ProfileName?.Length);
    }

    [Theory]
    [InlineData("Loja\u0000\r\nCentro", "Loja   Centro")]
    [InlineData("  \u202Eسوق <b>", "  \u202Eسوق <b>")]
    public async Task ObserveProfile_UntrustedName_KeepsOnlyWhatIsText(string name, string kept)
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        await _bench.SendAsGatewayAsync(new ObserveProfile(channel.Id, name, Picture: null));

        Assert.Equal(kept, (await _bench.FindAsync(channel.Id)).ProfileName);
    }

    [Fact]
    public async Task ObserveProfile_HalfACharacter_IsReplaced()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        await _bench.SendAsGatewayAsync(new ObserveProfile(channel.Id, "Loja \uD83D", Picture: null));

        Assert.Equal("Loja \uFFFD", (await _bench.FindAsync(channel.Id)).ProfileName);
    }

    [Fact]
    public async Task ObserveProfile_NameCutInTheMiddleOfAnEmoji_KeepsWholeCharacters()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        await _bench.SendAsGatewayAsync(new ObserveProfile(channel.Id, "x" + string.Concat(Enumerable.Repeat("😀", 2500)), Picture: null));

        Assert.Equal("x" + string.Concat(Enumerable.Repeat("😀", 99)), (await _bench.FindAsync(channel.Id)).ProfileName);
    }
}
