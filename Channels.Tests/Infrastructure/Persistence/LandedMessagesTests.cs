using System.Text.Json.Nodes;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Events;
using Channels.Infrastructure.Gateways.MetaCloud.Webhooks;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>A data folder with rows of every kind, as the version left it that kept messages and sent none yet.</summary>
public sealed class LandedMessagesTests : IAsyncLifetime
{
    private LandedFolder _landed = null!;

    public async ValueTask InitializeAsync() => _landed = await LandedFolder.UpgradeAsync("messages.sql");

    public ValueTask DisposeAsync() => _landed.DisposeAsync();

    [Fact]
    public Task Upgrade_KeepsEveryRowAndValue() => _landed.AssertKeptAsync();

    [Fact]
    public async Task Upgrade_WhatMessagesSay_IsRead_AndWhoseTheyAre()
    {
        var events = await _landed.Bench.SendAsync(new ReadEvents(After: null, ReadEvents.MostAtOnce));

        var messages = events.Events.Select(x => x.Message).OfType<Channels.Domain.Sending.LoggedMessage>().ToDictionary(x => x.WhatsAppId!);
        Assert.Equal("Vocês abrem no sábado?", (string)JsonNode.Parse(messages["3EB0A1"].Says!)!["text"]!);
        Assert.Equal(("image/jpeg", "+5521912345678"), ((string)JsonNode.Parse(messages["3EB0A2"].Says!)!["media"]!["mimetype"]!, messages["3EB0A2"].Contact!.Number!.E164));
        Assert.Equal((MessageType.Unsupported, "order", "BR.13491208655302741918"), (messages["wamid.A4"].Type, messages["wamid.A4"].TypeName, messages["wamid.A4"].Contact!.UserId));
        Assert.Equal(MessageType.Undecryptable, messages["3EB0A3"].Type);
        Assert.Equal("3EB0A1", messages["3EB0A5"].RefersTo);
    }

    [Fact]
    public async Task Upgrade_WhatWaitsToBeDealtWith_IsOpened()
    {
        var inbox = await _landed.Bench.Services.GetRequiredService<Inbox>().ListAsync(channel: null, last: 0, atMost: 10, Workbench.Cancellation);
        Assert.Contains("Ainda não lida", Assert.Single(inbox).Json, StringComparison.Ordinal);

        var notices = ActivatorUtilities.CreateInstance<MetaNotices>(_landed.Bench.Services);
        var (waiting, _) = await notices.ListAsync(last: 0, atMost: 100, Workbench.Cancellation);
        Assert.Contains(waiting, x => x.Body.NumberId == "106540352242922");
    }
}
