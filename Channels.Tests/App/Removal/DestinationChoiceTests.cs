using Channels.App.Features.Removal;
using Channels.App.Live;
using Channels.Domain;
using Channels.Tests.Support;

namespace Channels.Tests.App.Removal;

public sealed class DestinationChoiceTests
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.Connected);
    private readonly ChannelSnapshot _shop = Snapshots.Of("Loja");
    private readonly DestinationChoice _choice;

    public DestinationChoiceTests() => _choice = new DestinationChoice(_sales.Id, TimeProvider.System);

    [Fact]
    public void Load_OfOne_ChoosesIt()
    {
        _choice.Load([_support]);

        Assert.Equal(_support, _choice.Chosen);
    }

    [Fact]
    public void Load_OfSeveral_ChoosesNone()
    {
        _choice.Load([_support, _shop]);

        Assert.Null(_choice.Chosen);
    }

    [Fact]
    public void Load_Again_KeepsTheChoiceAsItIsNow()
    {
        _choice.Load([_support, _shop]);
        _choice.Choose(_support);
        var dropped = _support.Next(ReasonCode.LoggedOutOnPhone);

        _choice.Load([dropped, _shop]);

        Assert.Equal(dropped, _choice.Chosen);
    }

    [Fact]
    public void Change_OfTheChosenOne_IsListedButStillToBeConfirmed()
    {
        _choice.Load([_support, _shop]);
        _choice.Choose(_support);
        var renamed = _support with { Name = "Atendimento", Revision = 2 };

        _choice.Apply(new ChannelChanges([renamed], [], null));

        Assert.Equal([renamed, _shop], _choice.All);
        Assert.Equal(_support, _choice.Chosen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void End_OfTheChosenOne_ClearsTheChoiceAndNamesIt(bool onlyGoing)
    {
        _choice.Load([_support, _shop]);
        _choice.Choose(_support);

        _choice.Apply(onlyGoing
            ? new ChannelChanges([_support.Leaving("Loja")], [], null)
            : new ChannelChanges([], [_support.Id], null));

        Assert.Equal([_shop], _choice.All);
        Assert.Equal((null, "Suporte"), (_choice.Chosen, _choice.Lost));
        _choice.Choose(_shop);
        Assert.Null(_choice.Lost);
    }

    [Fact]
    public void Change_OfTheInstanceItself_IsNoDestination()
    {
        _choice.Load([_support]);

        _choice.Apply(new ChannelChanges([_sales], [], null));

        Assert.Equal([_support], _choice.All);
    }

    [Fact]
    public void Warnings_AreForWhatIsNotConnectedAndForAnotherMethod()
    {
        Assert.Empty(DestinationWarnings.Of(_sales, _support));
        Assert.Equal(["Destination_NotConnected"], DestinationWarnings.Of(_sales, _shop));
        Assert.Equal(
            ["Destination_NotConnected", "Destination_BecomesMetaCloud"],
            DestinationWarnings.Of(_sales, _shop with { Method = ConnectionMethod.MetaCloud }));
    }

    [Theory]
    [InlineData(ConnectionMethod.MetaCloud, ConnectionMethod.WhatsAppWeb, "Destination_BecomesWhatsAppWeb")]
    [InlineData(ConnectionMethod.Simulator, ConnectionMethod.WhatsAppWeb, null)]
    [InlineData(ConnectionMethod.Simulator, ConnectionMethod.MetaCloud, "Destination_BecomesMetaCloud")]
    [InlineData(ConnectionMethod.WhatsAppWeb, ConnectionMethod.Simulator, "Destination_BecomesSimulator")]
    public void Warning_OfAnotherMethod_IsForWhatBecomesOther(ConnectionMethod from, ConnectionMethod to, string? warning) =>
        Assert.Equal(warning, DestinationWarnings.Of(_sales with { Method = from }, _support with { Method = to }).SingleOrDefault());
}
