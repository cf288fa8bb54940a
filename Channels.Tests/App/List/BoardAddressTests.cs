using Bunit;
using Channels.App.Features.List;
using Channels.Domain;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.List;

public sealed class BoardAddressTests : BunitContext
{
    private readonly BoardChannels _channels = new(TimeProvider.System);
    private readonly BoardAddress _address;

    public BoardAddressTests() => _address = new BoardAddress(Navigation, _channels);

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Read_OfWhatWasWrittenHere_KeepsWhatWasChosenSince()
    {
        Assert.True(_address.Choose(new BoardFilter("vendas", BoardChip.All)));
        Assert.True(_address.Choose(new BoardFilter("vendas 2", BoardChip.All)));

        Assert.False(_address.Read(null, "vendas", null));

        Assert.Equal("vendas 2", _channels.Filter.Text);
    }

    [Fact]
    public void Read_OfAnotherAddress_ChoosesItsFilter()
    {
        Assert.True(_address.Read(null, null, "problema"));
        Assert.False(_address.Read(null, null, "problema"));

        Assert.Equal(BoardChip.Trouble, _channels.Filter.Chip);
    }

    [Fact]
    public void Connect_KeepsTheFilter_AndIsAskedForOnce()
    {
        var id = Snapshots.Of("Vendas").Id;
        _address.Choose(new BoardFilter("", BoardChip.Connected));

        _address.Connect(id);

        Assert.EndsWith($"/canais/{id}/conectar?status=conectado", Navigation.Uri, StringComparison.Ordinal);
        Assert.True(_address.TakeAsked(id));
        Assert.False(_address.TakeAsked(id));
    }

    [Fact]
    public void Connect_OfTheChannelWhoseDialogIsOpen_AsksForNothing()
    {
        var id = Snapshots.Of("Vendas").Id;
        _address.Read(id.Value, null, null);

        _address.Connect(id);

        Assert.False(_address.TakeAsked(id));
    }
}
