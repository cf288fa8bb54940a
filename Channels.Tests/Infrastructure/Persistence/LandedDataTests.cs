using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>
/// A data folder with rows of every kind, as the version left it before there were sessions of people.
/// </summary>
public sealed class LandedDataTests : IAsyncLifetime
{
    // To other rows: see ToldRowsTests and MessageUpgradeTests.
    private static readonly string[] Moved =
        ["RestrictedUntil", "RestrictionToldAt", "ContactKey", "ContactNumber", "ContactLid", "Body", "IsHeld"];
    private LandedFolder _landed = null!;

    private Workbench Bench => _landed.Bench;

    public async ValueTask InitializeAsync() => _landed = await LandedFolder.UpgradeAsync("channels.sql", Moved);

    public ValueTask DisposeAsync() => _landed.DisposeAsync();

    [Fact]
    public Task Upgrade_KeepsEveryRowAndValue() => _landed.AssertKeptAsync();

    [Fact]
    public async Task Upgrade_WhatWasSealed_IsOpened()
    {
        var none = Workbench.Cancellation;
        var channels = (await Bench.SendAsync(new ListChannels())).Channels;
        var linked = channels.Single(x => x.ProfileName == "Loja do Centro").Id;
        var keys = Bench.Services.GetRequiredService<ISessionKeys>();
        var accounts = ActivatorUtilities.CreateInstance<MetaAccounts>(Bench.Services);
        var official = Assert.Single(await accounts.ListAsync(none));
        var account = (await accounts.FindAsync(official, none))!;

        Assert.Contains("5511987654313:1@s.whatsapp.net", await keys.ReadCredentialsAsync(linked, none), StringComparison.Ordinal);
        Assert.Contains("segredo", (await keys.ReadKeysAsync(linked, "pre-key", ["1"], none))["1"], StringComparison.Ordinal);
        Assert.Equal(("EAAtoken", "123456"), (accounts.Open(official, account.Token), accounts.Open(official, account.Pin!)));
        var secret = Convert.FromHexString(Assert.Single(await _landed.ReadAsync("""SELECT hex("WebhookSecret") FROM "AlertSettings" """)));
        Assert.False(string.IsNullOrEmpty(Bench.Services.GetRequiredService<ISecretSeal>().Open(secret)));
    }

    [Fact]
    public async Task Upgrade_PeopleStaySignedUp()
    {
        Assert.Equal("ana@loja.example", Bench.Administrator.Email);
        var signedIn = await Bench.PeopleAsync(people => people.SignInAsync("ana@loja.example", LiveBench.Password, Workbench.Cancellation));
        Assert.Equal(Bench.Administrator.Id, signedIn.Id);
    }

    [Fact]
    public async Task Upgrade_EveryCardIsReadInItsState()
    {
        var channels = (await Bench.SendAsync(new ListChannels())).Channels;

        Assert.Equal(
            (await _landed.ReadAsync("""SELECT "Name", "Reason_Code" FROM "Channels" """)).Order(StringComparer.Ordinal),
            channels.Select(x => $"{x.Name}|{x.Reason.Code}").Order(StringComparer.Ordinal));
    }
}
