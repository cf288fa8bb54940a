using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What a line brings that is not used, or cannot be read.</summary>
public sealed class WebSessionUnusedTests
{
    private static readonly TimeSpan Interval = new WhatsAppWebOptions().CountInterval;

    [Fact]
    public async Task Unused_IsCountedByKind_AndToldTogether()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var owned = bench;
        line.Say(Group("1"));
        line.Say(new HistoryHeard(3));
        line.Say(Group("2"));

        Assert.Equal([(MessageKind.Group, 2), (MessageKind.History, 3)], await CountedAsync(bench));
    }

    [Fact]
    public async Task Unused_IsToldWhenTheAppStops()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        line.Say(Group("1"));

        await bench.DisposeAsync();

        Assert.Equal([(MessageKind.Group, 1)], Of(await bench.Words.NextAsync<CountUnused>()));
    }

    [Fact]
    public async Task Unused_WhileTheStoreFails_IsToldOnceMore_WithWhatCameMeanwhile()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var owned = bench;
        line.Say(Group("1"));
        await bench.CatchUpOnlineAsync();
        bench.Words.Trouble = new IOException("full");
        bench.Time.Advance(Interval);
        await bench.Words.NextAsync<CountUnused>();
        bench.Words.Trouble = null;
        line.Say(Group("2"));

        Assert.Equal([(MessageKind.Group, 2)], await CountedAsync(bench));
    }

    [Fact]
    public async Task Unread_IsReceivedAsSuch_AndSoIsItsContent()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var owned = bench;
        line.Say(Lost("1"));
        line.Say(Text("1"));

        var (lost, found) = ((await bench.Words.NextAsync<ReceiveMessage>()).Message, (await bench.Words.NextAsync<ReceiveMessage>()).Message);
        Assert.Equal(("1", MessageType.Undecryptable, false), (lost.WhatsAppId, lost.Type, lost.WasRead));
        Assert.Equal(("1", MessageType.Unsupported, true), (found.WhatsAppId, found.Type, found.WasRead));
    }

    [Fact]
    public async Task ForThePhoneAlone_IsReceived_AndSaysNothingOfTheKeys()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var owned = bench;
        line.Say(Without("1", MissingContent.PhoneOnly));

        Assert.Null((await bench.Words.NextAsync<ReceiveMessage>()).Message.WasRead);
    }

    [Theory]
    [InlineData(-180)]
    [InlineData(180)]
    public async Task Login_TellsHowFarWhatsAppsClockIsAhead_AndARestrictionEndsByThat(int minutes)
    {
        await using var bench = SessionBench.Linked();
        await bench.Session.ConnectAsync();
        var line = await bench.Sidecar.NextAsync();
        var ahead = TimeSpan.FromMinutes(minutes);

        line.Say(new LineOpened(SessionBench.Number, Name: null) { Time = bench.Now + ahead });
        line.Say(new RestrictionHeard(Active: true, bench.Now + ahead + TimeSpan.FromHours(1)));

        Assert.Equal(ahead, (await bench.Words.NextAsync<ObserveLogin>()).ClockAhead);
        Assert.Equal(bench.Now + ahead + TimeSpan.FromHours(1), (await bench.NextReasonAsync()).Until);
        bench.Time.Advance(TimeSpan.FromMinutes(59));
        await bench.CatchUpOnlineAsync();
        Assert.Equal(0, bench.Words.Waiting);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ReasonCode.Connected, (await bench.NextReasonAsync()).Code);
    }

    private static MessageHeard Text(string id) => Message(id, "5521912345678@s.whatsapp.net", "conversation", missing: null);

    private static MessageHeard Group(string id) => Message(id, "120363000000000001@g.us", "conversation", missing: null);

    private static MessageHeard Lost(string id) => Message(id, "5521912345678@s.whatsapp.net", content: null, MissingContent.Lost);

    private static MessageHeard Without(string id, MissingContent missing) => Message(id, "5521912345678@s.whatsapp.net", content: null, missing);

    private static MessageHeard Message(string id, string chat, string? content, MissingContent? missing) =>
        new(new IncomingMessage(chat, null, false, content, "Bia", new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero))
        {
            Id = id,
            Missing = missing,
        });

    private static async Task<(MessageKind, int)[]> CountedAsync(SessionBench bench)
    {
        await bench.CatchUpOnlineAsync();
        bench.Time.Advance(Interval);
        return Of(await bench.Words.NextAsync<CountUnused>());
    }

    private static (MessageKind, int)[] Of(CountUnused word) => [.. word.Counts.Select(x => (x.Key, x.Value)).Order()];
}
