using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Channels.Tests.App.Resources;

[Portuguese]
public sealed class WordsTests
{
    private readonly Words _words = new(
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider()
            .GetRequiredService<IStringLocalizer<Strings>>());

    public static TheoryData<ReasonCode> Codes => [.. Enum.GetValues<ReasonCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Reason_WithoutArguments_IsASentence(ReasonCode code)
    {
        var sentence = _words.Of(new StatusReason(code));

        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('{', sentence);
        Assert.DoesNotContain("Reason_", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Reason_WithArguments_NamesThem()
    {
        var reason = new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.HttpAnswer, HttpStatus = 503, Attempt = 4 };
        var elsewhere = new StatusReason(ReasonCode.SameNumberElsewhere) { SeenNumber = "+5511987654321", OtherChannel = "Vendas" };

        Assert.Contains("HTTP 503", _words.Of(reason), StringComparison.Ordinal);
        Assert.Contains("Tentativa 4", _words.Of(reason), StringComparison.Ordinal);
        Assert.Contains("(11) 98765-4321", _words.Of(elsewhere), StringComparison.Ordinal);
        Assert.Contains("“Vendas”", _words.Of(elsewhere), StringComparison.Ordinal);
    }

    [Fact]
    public void ClientTooOld_SaysThatItIsTriedAgain_OnlyWhereItIs()
    {
        var stopped = new StatusReason(ReasonCode.ClientTooOld);

        Assert.Contains("a cada hora", _words.Of(stopped with { NextTryAt = Snapshots.Now }), StringComparison.Ordinal);
        Assert.DoesNotContain("a cada hora", _words.Of(stopped), StringComparison.Ordinal);
    }

    public static TheoryData<TraceKind> Kinds => [.. Enum.GetValues<TraceKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Trace_OfEachKind_IsTold(TraceKind kind)
    {
        var told = _words.Of(TraceEntry.Of(kind, Actor.Nobody, Snapshots.Now, "ana", Role.Operator, count: 3));

        Assert.DoesNotContain('{', told);
        Assert.DoesNotContain("Trace_", told, StringComparison.Ordinal);
        Assert.Equal(TraceTable.IsRefused(kind), told.EndsWith(", 3 vezes", StringComparison.Ordinal));
    }

    [Fact]
    public void Reason_OfWhatAPersonDid_BeginsWithThem() =>
        Assert.Equal("Ana Souza desconectou esta instância.", _words.Of(new StatusReason(ReasonCode.DisconnectedBy) { Who = "Ana Souza" }));

    [Fact]
    public void History_OfARefresh_SaysTheStatusThatWasFound() =>
        Assert.Equal(
            "Status conferido: Desconectado",
            _words.Of(new HistoryEntry(ChannelId.New(Snapshots.Now), "Vendas", Snapshots.Now, HistoryKind.Refreshed, "Ana", Detail: null)
            {
                Reason = new StatusReason(ReasonCode.LoggedOutOnPhone),
            }));

    [Fact]
    public void Trace_NamesItsArguments()
    {
        var by = new Actor("eva", "Eva", Role.Administrator);

        Assert.Equal("recebeu um convite como Operador", _words.Of(TraceEntry.Of(TraceKind.Invited, by, Snapshots.Now, "ana", Role.Operator)));
        Assert.Equal("encerrou sessões em outros navegadores: 2", _words.Of(TraceEntry.Of(TraceKind.SessionsEnded, by, Snapshots.Now, "ana", count: 2)));
        Assert.Equal("não entrou: senha errada", _words.Of(TraceEntry.Of(TraceKind.SignInFailed, by, Snapshots.Now, "ana")));
    }

    [Fact]
    public void Trace_SaysWhomItIsAboutAndWhoDidIt_AndTheSameWordsForAllWhoAreGone()
    {
        var by = new Actor("eva", "Eva", Role.Administrator);
        var invited = TraceEntry.Of(TraceKind.Invited, by, Snapshots.Now, "ana");
        var own = TraceEntry.Of(TraceKind.SignedIn, by, Snapshots.Now, "ana");
        var alerts = TraceEntry.Of(TraceKind.AlertsChanged, by, Snapshots.Now);
        var unknown = TraceEntry.Of(TraceKind.SignInUnknown, Actor.Nobody, Snapshots.Now);

        Assert.Equal(("Ana", "Eva"), Said(new TraceLine(invited, "Eva", "Ana")));
        Assert.Equal(("Pessoa removida", "Pessoa removida"), Said(new TraceLine(invited, Actor: null, Subject: null)));
        Assert.Equal(("Ana", null), Said(new TraceLine(own, "Ana", "Ana")));
        Assert.Equal(("Eva", null), Said(new TraceLine(alerts, "Eva", Subject: null)));
        Assert.Equal(("Pessoa removida", null), Said(new TraceLine(alerts, Actor: null, Subject: null)));
        Assert.Equal((null, null), Said(new TraceLine(unknown, Actor: null, Subject: null)));

        (string? Who, string? By) Said(TraceLine line) => (_words.WhoIn(line), _words.ByIn(line));
    }

    [Fact]
    public void Rule_WithACodeAsArgument_SaysItsWords() =>
        Assert.Equal(
            _words.Of(GatewayObstacle.NoNode),
            _words.Of(new RuleViolation(Rule.MethodNotAvailable, GatewayObstacle.NoNode)));

    [Theory]
    [InlineData(ConnectionCause.NoDns, "Não foi possível falar com a Meta: o endereço da Meta não foi encontrado (DNS).")]
    [InlineData(ConnectionCause.NoAnswer, "Não foi possível falar com a Meta: não houve resposta a tempo.")]
    public void Unavailable_OfTheOfficialApi_NamesMeta(ConnectionCause cause, string words) =>
        Assert.StartsWith(words, _words.Of(new GatewayUnavailable(cause), ConnectionMethod.MetaCloud), StringComparison.Ordinal);

    [Fact]
    public void Exception_ThatIsABug_HasNoWords()
    {
        Assert.False(Words.Knows(new InvalidOperationException()));
        Assert.Throws<ArgumentException>(() => _words.Of(new InvalidOperationException()));
    }

    [Theory]
    [InlineData("+5511987654321", "(11) 98765-4321")]
    [InlineData("+552134567000", "(21) 3456-7000")]
    [InlineData("+14155552671", "+1 415-555-2671")]
    [InlineData("sem número", "sem número")]
    public void PhoneText_IsWrittenAsInItsCountry(string number, string written) => Assert.Equal(written, PhoneText.Of(number));
}
