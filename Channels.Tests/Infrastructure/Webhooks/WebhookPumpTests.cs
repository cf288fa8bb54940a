using System.Text;
using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Channels.Tests.Infrastructure.Webhooks;

/// <summary>What is posted when, whatever the other side answers: nothing is lost, and nothing comes under another id.</summary>
public sealed class WebhookPumpTests : IAsyncLifetime
{
    private WebhookBench _world = null!;

    public async ValueTask InitializeAsync() => _world = await WebhookBench.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Events_AreEachPostedOnce_FromTheMakingOn()
    {
        await _world.HappenAsync();
        var endpoint = (await _world.MakeAsync()).Id;
        await _world.HappenAsync(30);
        var pump = _world.Serve(endpoint);

        await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) == 0);

        Assert.Equal(30, _world.Receiver.All.Count);
        Assert.Equal(30, _world.Receiver.All.Select(WebhookBench.IdOf).Distinct().Count());
        Assert.All(await _world.DeliveriesAsync(endpoint), x => Assert.Equal((DeliveryStage.Delivered, 1, 204), (x.Stage, x.Attempts, x.Status)));
    }

    /// <summary>Down, refusing the sign-in, failing, silent, redirecting, and breaking off, for three days.</summary>
    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    [InlineData(302)]
    [InlineData(0)]
    public async Task Outage_OfThreeDays_LosesNothing(int status)
    {
        var endpoint = (await _world.MakeAsync()).Id;
        var pump = _world.Serve(endpoint);
        (_world.Receiver.Status, _world.Receiver.ClosesMidBody) = (status == 0 ? 200 : status, status == 0);
        _world.Receiver.Location = status == 302 ? _world.Receiver.Address : null;
        await _world.HappenAsync(10);
        await WebhookBench.UntilAsync(pump, async () => (await _world.FindAsync(endpoint)).Failures > 0);
        var begin = _world.Bench.Time.GetUtcNow();
        while (_world.Bench.Time.GetUtcNow() < begin.AddDays(3))
        {
            await _world.PassToNextTryAsync(pump, endpoint);
            await _world.HappenAsync();
        }

        var tries = _world.Receiver.All.Count;
        // 5 s, 5 min, 30 min, 2 h, then every 4 hours; the first time several were on their way.
        Assert.InRange(tries, 18, 32);
        (_world.Receiver.Status, _world.Receiver.ClosesMidBody) = (204, false);
        await _world.PassToNextTryAsync(pump, endpoint);
        await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) == 0);

        var deliveries = await _world.DeliveriesAsync(endpoint);
        Assert.All(deliveries, x => Assert.Equal((DeliveryStage.Delivered, 204), (x.Stage, x.Status)));
        Assert.Equal(deliveries.Select(x => x.Sequence).Order(), _world.Receiver.All.Skip(tries).Select(WebhookBench.SequenceOf).Order());
        Assert.Equal(0, (await _world.FindAsync(endpoint)).Failures);
    }

    [Fact]
    public async Task OneEvent_ThatIsNeverTaken_KeepsNoOthersWaiting_AndIsGivenUpAlone()
    {
        var endpoint = (await _world.MakeAsync()).Id;
        var pump = _world.Serve(endpoint);
        await _world.HappenAsync();
        var poison = (await _world.Bench.SendAsModuleAsync(new FindDueEvents(endpoint)))!.New.Single().Event.Sequence;
        _world.Receiver.StatusOf = x => WebhookBench.SequenceOf(x) == poison ? 500 : null;
        await WebhookBench.UntilAsync(pump, async () => (await _world.FindAsync(endpoint)).Failures > 0);

        for (var day = 0; day < 5; day++)
        {
            await _world.HappenAsync(3);
            await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) <= 1);
            _world.Bench.Time.Advance(TimeSpan.FromDays(1));
            await WebhookBench.UntilAsync(pump, async () => (await _world.DeliveriesAsync(endpoint)).Single(x => x.Sequence == poison).LastTryAt == _world.Bench.Time.GetUtcNow());
        }

        var deliveries = await _world.DeliveriesAsync(endpoint);
        Assert.Equal(DeliveryStage.GivenUp, deliveries.Single(x => x.Sequence == poison).Stage);
        Assert.Equal(15, deliveries.Count(x => x.Stage == DeliveryStage.Delivered));
        Assert.Null((await _world.FindAsync(endpoint)).Off);
    }

    [Fact]
    public async Task FiveDaysOfFailure_SwitchOff_TellIt_AndSwitchedOnAgainItGoesOn()
    {
        var other = (await _world.MakeAsync("/outro", [EventTypes.EndpointDisabled])).Id;
        var endpoint = (await _world.MakeAsync()).Id;
        var pump = _world.Serve(endpoint);
        _world.Receiver.Status = 503;
        await _world.HappenAsync(5);
        await WebhookBench.UntilAsync(pump, async () => (await _world.FindAsync(endpoint)).Failures > 0);
        while ((await _world.FindAsync(endpoint)).Off is null)
        {
            await _world.PassToNextTryAsync(pump, endpoint);
        }

        Assert.Equal(EndpointOff.Failed, (await _world.FindAsync(endpoint)).Off);
        _world.Receiver.Status = 204;
        var tries = _world.Receiver.All.Count;
        await _world.HappenAsync(2);
        pump.Ring();
        var told = _world.Serve(other);
        await WebhookBench.UntilAsync(told, async () => await _world.WaitingAsync(other) == 0);
        Assert.Equal([$"{EventTypes.EndpointDisabled} Delivered"], (await _world.DeliveriesAsync(other)).Select(x => $"{x.Type} {x.Stage}"));
        Assert.Equal(tries + 1, _world.Receiver.All.Count);

        await _world.Bench.SendAsync(new SwitchEndpoint(endpoint, On: true));
        await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) == 0);
        Assert.Equal(7, (await _world.DeliveriesAsync(endpoint)).Count(x => x.Stage == DeliveryStage.Delivered));
    }

    [Fact]
    public async Task Answer410_SwitchesOffAtOnce()
    {
        var endpoint = (await _world.MakeAsync()).Id;
        _world.Receiver.Status = 410;
        await _world.HappenAsync();

        var pump = _world.Serve(endpoint);

        await WebhookBench.UntilAsync(pump, async () => (await _world.FindAsync(endpoint)).Off == EndpointOff.Gone);
    }

    [Fact]
    public async Task SwitchedOffByItself_IsToldByMailOnce()
    {
        await using var mail = new SmtpServer();
        await _world.Bench.TurnOnAsync(x => x.ByMail(mail.Port));
        var endpoint = (await _world.MakeAsync()).Id;
        _world.Receiver.Status = 410;
        await _world.HappenAsync();
        var pump = _world.Serve(endpoint);
        await WebhookBench.UntilAsync(pump, async () => (await _world.FindAsync(endpoint)).Off == EndpointOff.Gone);

        Assert.False(await _world.Bench.SendAsModuleAsync(new TellOfEndpoints()));
        Assert.False(await _world.Bench.SendAsModuleAsync(new TellOfEndpoints()));

        using var told = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes((await mail.Taken.NextAsync()).Text)), Workbench.Cancellation);
        Assert.Equal("Webhook desligado: 127.0.0.1 não recebe mais nada", told.Subject);
        Assert.Contains(_world.Receiver.Address, told.TextBody, StringComparison.Ordinal);
        Assert.True(mail.Taken.IsEmpty);
    }

    [Fact]
    public async Task RetryAfter_IsKept()
    {
        var endpoint = (await _world.MakeAsync()).Id;
        (_world.Receiver.Status, _world.Receiver.RetryAfter) = (429, "600");
        await _world.HappenAsync();

        var pump = _world.Serve(endpoint);

        await WebhookBench.UntilAsync(pump, async () => (await _world.FindAsync(endpoint)).Failures > 0);
        Assert.Equal(_world.Bench.Time.GetUtcNow().AddMinutes(10), (await _world.FindAsync(endpoint)).NextTryAt);
    }

    [Fact]
    public async Task Endpoint_ThatIsSilent_DelaysNoOther()
    {
        await using var silent = await WebhookReceiver.StartAsync();
        silent.IsSilent = true;
        var hangs = (await _world.Bench.SendAsync(new MakeEndpoint(new WebhookOrder(silent.Address, [], null, false)))).Id;
        var endpoint = (await _world.MakeAsync()).Id;
        await _world.HappenAsync();
        _world.Serve(hangs);
        await silent.Calls.NextAsync();

        var pump = _world.Serve(endpoint);

        await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) == 0);
        await _world.HappenAsync(5);
        await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) == 0);
        Assert.Equal(6, _world.Receiver.All.Count);
    }

    [Fact]
    public async Task WhatWasNotWrittenDown_IsPostedAgain_UnderTheSameId()
    {
        var endpoint = (await _world.MakeAsync()).Id;
        await _world.HappenAsync();
        var due = (await _world.Bench.SendAsModuleAsync(new FindDueEvents(endpoint)))!;
        var sender = _world.Bench.Services.GetRequiredService<IWebhookSender>();
        var bodies = _world.Bench.Services.GetRequiredService<IEventBodies>();
        // As it was posted when the app was killed.
        Assert.True((await sender.SendAsync(due.Endpoint, bodies.Of(due.New[0], due.Log, withMessages: false), Workbench.Cancellation)).IsTaken);

        var pump = _world.Serve(endpoint);

        await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) == 0);
        Assert.Equal(2, _world.Receiver.All.Count);
        Assert.Single(_world.Receiver.All.Select(WebhookBench.IdOf).Distinct());
    }

    [Fact]
    public async Task Replay_OfOneOrOfAll_ComesUnderTheSameIds()
    {
        var endpoint = (await _world.MakeAsync()).Id;
        var pump = _world.Serve(endpoint);
        await _world.HappenAsync(3);
        await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) == 0);
        var ids = _world.Receiver.All.Select(WebhookBench.IdOf).Order().ToList();
        var one = (await _world.DeliveriesAsync(endpoint))[1];

        await _world.Bench.SendAsync(new ReplayDelivery(one.Id));
        await WebhookBench.UntilAsync(pump, () => Task.FromResult(_world.Receiver.All.Count == 4));
        await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) == 0);
        await _world.Bench.SendAsync(new ReplayEvents(endpoint, _world.Bench.Time.GetUtcNow().AddHours(-1)));
        await WebhookBench.UntilAsync(pump, () => Task.FromResult(_world.Receiver.All.Count == 7));

        Assert.Equal(ids, _world.Receiver.All.Skip(4).Select(WebhookBench.IdOf).Order());
        Assert.Contains(WebhookBench.IdOf(_world.Receiver.All.ElementAt(3)), ids);
    }

    [Fact]
    public async Task LimitedEndpoint_HearsOfItsChannels_AndIsToldOnceItIsUnlinked()
    {
        var support = (await _world.Bench.CreateAsync("Suporte")).Id;
        var endpoint = (await _world.MakeAsync(types: [], channels: [support])).Id;
        var preview = await _world.Bench.SendAsync(new Channels.Domain.UseCases.Removal.PreviewRemoval(support));
        Assert.Equal(["127.0.0.1"], preview.Integrations.Select(x => x.Name));
        await _world.HappenAsync(3);

        await _world.Bench.RemoveAsync(support, _world.Channel);
        await _world.Bench.FinishAsync(support);
        await _world.HappenAsync();
        var pump = _world.Serve(endpoint);
        await WebhookBench.UntilAsync(pump, async () => await _world.WaitingAsync(endpoint) == 0);

        Assert.Equal([EventTypes.IntegrationUnlinked], (await _world.DeliveriesAsync(endpoint)).Select(x => x.Type));
        Assert.Empty((await _world.Bench.SendAsync(new FindEndpoint(endpoint)))!.Channels);
    }
}
