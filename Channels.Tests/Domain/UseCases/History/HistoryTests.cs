using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.History;

public sealed class HistoryTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Read_PageByPage_ShowsEachLineOnce()
    {
        var id = await CreateWithLinesAsync();

        var all = (await _bench.SendAsync(new ReadHistory(id))).Lines;
        var first = await _bench.SendAsync(new ReadHistory(id, Before: null, Count: 4));
        var second = await _bench.SendAsync(new ReadHistory(id, first.Next, Count: 4));

        Assert.Equal(6, all.Count);
        Assert.Null(second.Next);
        Assert.Equal(all, first.Lines.Concat(second.Lines));
        Assert.Equal(HistoryKind.Created, all[^1].Kind);
    }

    [Fact]
    public async Task Audit_ShowsTheLinesOfAllInstances()
    {
        var id = await CreateWithLinesAsync();
        var other = (await _bench.CreateAsync("Suporte")).Id;

        var audit = (await _bench.SendAsync(new ReadAudit(AuditPart.Channels))).Lines;

        Assert.Equal(7, audit.Count);
        Assert.Equal(other, audit[0].Channel?.Channel);
        Assert.Equal(id, audit[^1].Channel?.Channel);
    }

    [Theory]
    [InlineData(AuditPart.Everything)]
    [InlineData(AuditPart.Channels)]
    [InlineData(AuditPart.People)]
    public async Task Audit_PageByPage_ShowsEachLineOfItsPartOnce_NewestFirst(AuditPart part)
    {
        var channel = await CreateWithLinesAsync();
        for (var i = 0; i < 7; i++)
        {
            _bench.Time.Advance(TimeSpan.FromMinutes(1));
            Task write = i % 3 == 0 ? _bench.SendAsync(new RefreshChannel(channel)) : _bench.SendAsync(new RenewWebhookSecret());
            await write;
        }

        var all = (await _bench.SendAsync(new ReadAudit(part))).Lines;
        var paged = new List<AuditLine>();
        AuditMark? next = null;
        do
        {
            var page = await _bench.SendAsync(new ReadAudit(part, next, Count: 2));
            Assert.InRange(page.Lines.Count, 1, 2);
            paged.AddRange(page.Lines);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(all.Select(IdOf), paged.Select(IdOf));
        Assert.Equal(all.OrderByDescending(x => x.At).Select(x => x.At), all.Select(x => x.At));
        Assert.Equal(part != AuditPart.People, all.Any(x => x.Channel is not null));
        Assert.Equal(part != AuditPart.Channels, all.Any(x => x.Person is not null));

        static (long? Channel, long? Person) IdOf(AuditLine line) => (line.Channel?.Id, line.Person?.Entry.Id);
    }

    [Fact]
    public async Task Audit_Filtered_ShowsWhatIsAskedForOnly()
    {
        var sales = await CreateWithLinesAsync();
        var other = (await _bench.CreateAsync("Suporte")).Id;
        var invited = await _bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));
        var ana = _bench.Administrator.Id;

        Assert.All(await ReadAsync(new(Channel: other)), x => Assert.Equal(other, x.Channel?.Channel));
        Assert.Equal([HistoryKind.Created], (await ReadAsync(new(Channel: other))).Select(x => x.Channel!.Kind));
        Assert.Equal(2, (await ReadAsync(new(Topic: AuditTopic.Setup))).Count(x => x.Channel!.Kind == HistoryKind.Created));
        Assert.Equal([TraceKind.Invited], (await ReadAsync(new(Person: invited.UserId))).Select(x => x.Person!.Entry.Kind));
        var byAna = await ReadAsync(new(Person: ana));
        Assert.Equal((true, true), (byAna.Any(x => x.Channel?.Channel == sales), byAna.Any(x => x.Person?.Entry.Kind == TraceKind.Invited)));
        Assert.All(byAna.Where(x => x.Channel is not null), x => Assert.Equal(_bench.Administrator.Name, x.Channel!.Who));
        Assert.Empty(await ReadAsync(new(Person: "nobody")));
        Assert.Empty(await ReadAsync(new(Channel: sales, Topic: AuditTopic.Accounts)));

        async Task<IReadOnlyList<AuditLine>> ReadAsync(AuditFilter only) => (await _bench.SendAsync(new ReadAudit { Only = only })).Lines;
    }

    [Fact]
    public void EveryKind_HasATopicOnItsOwnSide()
    {
        Assert.All(Enum.GetValues<HistoryKind>(), x => Assert.True(AuditTopics.IsOfChannels(AuditTopics.Of(x))));
        Assert.All(Enum.GetValues<TraceKind>(), x => Assert.False(AuditTopics.IsOfChannels(AuditTopics.Of(x))));
    }

    [Fact]
    public async Task Read_OfAnIdThatNeverWas_BreaksRule() =>
        await Rules.BreaksAsync(Rule.ChannelNotFound, () => _bench.SendAsync(new ReadHistory(ChannelId.New(Snapshots.Now))));

    [Fact]
    public async Task Availability_IsDrawnFromTheTimeline()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        _bench.Time.Advance(TimeSpan.FromHours(12));
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.LoggedOutOnPhone)));
        _bench.Time.Advance(TimeSpan.FromHours(6));

        var day = await _bench.SendAsync(new ReadAvailability(channel.Id, Hours: 24));
        var hours = await _bench.SendAsync(new ReadAvailability(channel.Id, Hours: 6));

        Assert.Equal(12.0 / 18, day.Share!.Value, precision: 6);
        Assert.Equal(0, hours.Share);
    }

    [Fact]
    public async Task Forget_AfterFourHundredDays_DeletesOldLinesOnlyAndTheStateIsStillKnown()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        _bench.Time.Advance(TimeSpan.FromDays(399));
        await _bench.SendAsync(new RefreshChannel(channel.Id));
        _bench.Time.Advance(TimeSpan.FromDays(2));

        Assert.False(await _bench.SendAsModuleAsync(new ForgetOldHistory()));

        var left = (await _bench.SendAsync(new ReadHistory(channel.Id))).Lines;
        Assert.Equal([HistoryKind.Refreshed], left.Select(x => x.Kind));
        Assert.Equal(1, (await _bench.SendAsync(new ReadAvailability(channel.Id))).Share);
    }

    [Fact]
    public async Task Forget_AfterFourHundredDays_DeletesTheOldTracesOfPeopleToo()
    {
        await _bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));
        _bench.Time.Advance(TimeSpan.FromDays(399));
        await _bench.SendAsync(new RenewWebhookSecret());
        Assert.False(await _bench.SendAsModuleAsync(new ForgetOldHistory()));
        Assert.Contains(TraceKind.Invited, await KindsAsync());

        _bench.Time.Advance(TimeSpan.FromDays(2));
        Assert.False(await _bench.SendAsModuleAsync(new ForgetOldHistory()));

        Assert.Equal([TraceKind.SecretRenewed], await KindsAsync());

        async Task<IEnumerable<TraceKind>> KindsAsync() =>
            (await _bench.SendAsync(new ReadAudit(AuditPart.People))).Lines.Select(x => x.Person!.Entry.Kind);
    }

    private async Task<ChannelId> CreateWithLinesAsync()
    {
        var channel = await _bench.CreateAsync("Loja 0");
        for (var i = 1; i <= 5; i++)
        {
            await _bench.SendAsync(new RenameChannel(channel.Id, $"Loja {i}", $"Loja {i - 1}"));
        }

        return channel.Id;
    }
}
