using System.Reflection;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Keys;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.Access;

/// <summary>What a key of another system opens, and for how long.</summary>
public sealed class KeyCheckTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private ChannelSnapshot _sales = null!;
    private ChannelSnapshot _support = null!;

    public static TheoryData<Type> Requests => EveryRequestTests.Requests;

    /// <summary>Those that keys may send, but for what leaves out what they do not reach.</summary>
    public static TheoryData<Type> Reaching =>
    [
        .. typeof(Channel).Assembly.GetTypes().Where(x => x.GetCustomAttribute<AllowedToKeysAttribute>() is { About: not About.WhatIsReached }),
    ];

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        _support = await _bench.CreateConnectedAsync("Suporte", "5511912345678");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_IsRefusedToKeys_UnlessItNamesAScopeThatTheyHave(Type type)
    {
        var allowed = type.GetCustomAttribute<AllowedToKeysAttribute>();
        var others = ApiScopes.All.Where(x => x != allowed?.Scope).ToList();
        var key = await MakeAsync(others);

        var broken = await Assert.ThrowsAnyAsync<RuleViolation>(() => SendAsync(key, EveryRequestTests.Sample(_bench, type, _sales.Id)));

        Assert.Equal(allowed is null ? Rule.NotAllowed : Rule.ScopeMissing, broken.Rule);
        Assert.Equal(allowed is null ? [] : [ApiScopes.TextOf(allowed.Scope)], broken.Arguments);
    }

    [Theory]
    [MemberData(nameof(Reaching))]
    public async Task Request_AboutWhatALimitedKeyDoesNotReach_IsAboutNothing(Type type)
    {
        var key = await MakeAsync(ApiScopes.All, [_support.Id]);

        var broken = await Assert.ThrowsAnyAsync<RuleViolation>(() => SendAsync(key, EveryRequestTests.Sample(_bench, type, _sales.Id)));

        Assert.Contains(broken.Rule, (Rule[])[Rule.ChannelNotFound, Rule.ConversationNotFound, Rule.ItemNotFound, Rule.MessageNotFound, Rule.KeyIsLimited]);
    }

    [Fact]
    public async Task List_HasWhatTheKeyReaches()
    {
        var limited = await MakeAsync([ApiScope.ChannelsRead], [_support.Id]);
        var unrestricted = await MakeAsync([ApiScope.ChannelsRead]);

        Assert.Equal(["Suporte"], (await _bench.SendAsKeyAsync(limited, new ListChannels())).Channels.Select(x => x.Name));
        Assert.Equal(["Suporte", "Vendas"], (await _bench.SendAsKeyAsync(unrestricted, new ListChannels())).Channels.Select(x => x.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task LimitedKey_IsAnIntegrationOfItsInstances_AndReachesNothingOnceTheyAreRemoved()
    {
        var key = await MakeAsync([ApiScope.ChannelsRead], [_sales.Id], "Agenda da equipe");
        var preview = await _bench.SendAsync(new Channels.Domain.UseCases.Removal.PreviewRemoval(_sales.Id));
        Assert.Equal(["Agenda da equipe"], preview.Integrations.Select(x => x.Name));

        await _bench.RemoveAsync(_sales.Id, _support.Id);
        await _bench.FinishAsync(_sales.Id);

        Assert.Empty((await _bench.SendAsKeyAsync(key, new ListChannels())).Channels);
        Assert.Equal([_support.Id], (await Rules.BreaksAsync(Rule.ChannelMoved, () => _bench.SendAsKeyAsync(key, new FindChannel(_sales.Id)))).Arguments);
        await Rules.BreaksAsync(Rule.ChannelNotFound, () => _bench.SendAsKeyAsync(key, new FindChannel(_support.Id)));
    }

    [Fact]
    public async Task Message_ToAConversationThatTheKeyDoesNotReach_GoesToNobody()
    {
        var theirs = await _bench.OpenAsync(_sales.Id, "5521912345678");
        var own = await _bench.OpenAsync(_support.Id, "5521987654321");
        var key = await MakeAsync([ApiScope.MessagesSend], [_support.Id]);
        Task<Guid> SendAsync(Guid conversation) => _bench.SendAsKeyAsync(
            key, new SendMessage(_support.Id, new SendTarget(Conversation: conversation), new OutgoingOrder(new OutgoingContent { Text = "Olá" })));

        await Rules.BreaksAsync(Rule.ConversationNotFound, () => SendAsync(theirs));
        Assert.NotEqual(Guid.Empty, await SendAsync(own));
    }

    [Fact]
    public async Task KeyOfTheSuccessor_ReachesWhatWasTheRemovedOnes()
    {
        var key = await MakeAsync([ApiScope.ChannelsRead, ApiScope.MessagesSend, ApiScope.MessagesRead], [_support.Id]);
        await _bench.RemoveAsync(_sales.Id, _support.Id);
        await _bench.FinishAsync(_sales.Id);

        Assert.Equal(_support.Id, (await _bench.SendAsKeyAsync(key, new FindChannel(_sales.Id))).Id);
        var sent = await _bench.SendAsKeyAsync(key, SendingExtensions.Text(_sales.Id, "5521912345678", "Olá"));
        Assert.Equal(_support.Id, (await _bench.SendAsync(new ReadMessage(sent)))!.Channel);
    }

    [Fact]
    public async Task Key_OpensNothing_OnceItIsRevokedOrOver_AndNobodyFindsItsSecretInTheStore()
    {
        var made = await _bench.SendAsync(new MakeApiKey(new ApiKeyOrder("ERP", [ApiScope.ChannelsRead], Channels: null, EndsAt: _bench.Time.GetUtcNow().AddDays(2))));
        var limited = await _bench.SendAsync(new MakeApiKey(new ApiKeyOrder("CRM", [ApiScope.ChannelsRead], [_sales.Id])));
        Assert.NotEmpty((await _bench.SendAsKeyAsync(made.Secret, new ListChannels())).Channels);

        await _bench.SendAsync(new RevokeApiKey(limited.Id));
        _bench.Time.Advance(TimeSpan.FromDays(2));

        Assert.Null(await FindAsync(limited.Secret));
        Assert.Null(await FindAsync(made.Secret));
        Assert.Null(await FindAsync(made.Secret[..^1] + (made.Secret[^1] == '0' ? '1' : '0')));
        Assert.Equal((long)0, (await _bench.SendAsync(new Channels.Domain.UseCases.Removal.PreviewRemoval(_sales.Id))).Counts.Integrations.Total);
        Assert.DoesNotContain(made.Secret, await _bench.ReadFilesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_WritesItsNameToTheTimeline_AndWhenItWasUsed_ToTheHour()
    {
        var key = await MakeAsync([ApiScope.ChannelsWrite], name: "Agenda da equipe");
        await _bench.SendAsKeyAsync(key, new RenameChannel(_sales.Id, "Loja", "Vendas"));
        var used = _bench.Time.GetUtcNow();
        _bench.Time.Advance(TimeSpan.FromMinutes(20));
        await FindAsync(key);

        Assert.Contains("Agenda da equipe (API)", (await _bench.SendAsync(new Channels.Domain.UseCases.History.ReadHistory(_sales.Id))).Lines.Select(x => x.Who));
        var kept = Assert.Single(await _bench.SendAsync(new ListApiKeys()));
        Assert.Equal((used, "Ana", key[..8]), (kept.Key.LastUsedAt, kept.Key.MadeBy, kept.Key.Start));
    }

    [Theory]
    [InlineData(" ", Rule.KeyNameRequired)]
    [InlineData("ER\tP", Rule.KeyNameRequired)]
    public async Task Name_ThatIsNone_IsRefused(string name, Rule rule) =>
        await Rules.BreaksAsync(rule, () => _bench.SendAsync(new MakeApiKey(new ApiKeyOrder(name, [ApiScope.ChannelsRead], Channels: null))));

    [Fact]
    public async Task Order_ThatOpensNothing_IsRefusedInAllItsFields()
    {
        var order = new ApiKeyOrder("", [], [], EndsAt: _bench.Time.GetUtcNow());

        var invalid = await Assert.ThrowsAsync<InvalidRequest>(() => _bench.SendAsync(new MakeApiKey(order)));

        Assert.Equal([Rule.KeyNameRequired, Rule.KeyScopesRequired, Rule.KeyReachesNothing, Rule.KeyEndInvalid], invalid.Fields.Select(x => x.Broken.Rule));
    }

    [Fact]
    public void Scopes_AreWrittenAsOtherSystemsKnowThem() => Assert.Equal(
        [
            "channels:read", "channels:write", "channels:pair", "channels:remove", "messages:read", "messages:send", "linked:read", "linked:write",
            "events:read", "webhooks:manage",
        ],
        ApiScopes.All.Select(ApiScopes.TextOf));

    private async Task<string> MakeAsync(IReadOnlyList<ApiScope> scopes, IReadOnlyList<ChannelId>? channels = null, string name = "ERP") =>
        (await _bench.SendAsync(new MakeApiKey(new ApiKeyOrder(name, scopes, channels)))).Secret;

    private Task<Actor?> FindAsync(string secret) => _bench.FindKeyAsync(secret);

    private Task SendAsync(string key, object request) =>
        (Task)typeof(Workbench).GetMethod(nameof(Workbench.SendAsKeyAsync))!
            .MakeGenericMethod(request.GetType().GetInterfaces().Single(EveryRequestTests.IsRequest).GetGenericArguments())
            .Invoke(_bench, [key, request])!;
}
