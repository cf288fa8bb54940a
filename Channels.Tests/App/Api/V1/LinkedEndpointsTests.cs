using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Removal;

namespace Channels.Tests.App.Api.V1;

/// <summary>What other systems hang on instances, and the conversations that are there.</summary>
public sealed class LinkedEndpointsTests : IAsyncLifetime
{
    private ApiBench _bench = null!;
    private HttpClient _key = null!;

    private ChannelId Sales => _bench.Channels[0];

    private ChannelId Support => _bench.Channels[1];

    public async ValueTask InitializeAsync()
    {
        _bench = await ApiBench.StartAsync();
        _key = await _bench.OpenAsync(null, ApiScope.LinkedRead, ApiScope.LinkedWrite, ApiScope.MessagesRead);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _bench.DisposeAsync();
    }

    [Theory]
    [InlineData("prompts", "prompt")]
    [InlineData("follow-ups", "follow_up")]
    [InlineData("schedules", "schedule")]
    [InlineData("integrations", "integration")]
    public async Task Item_IsHungChangedAndTakenAway(string path, string kind)
    {
        var (status, made) = await _key.CallAsync(HttpMethod.Post, $"channels/{Sales}/{path}", new { title = "Entrega", due_at = "2026-12-01T14:00:00Z", external_id = "7" });
        Assert.Equal((201, kind, "Entrega", "active", "7"), (status, (string)made["kind"]!, (string)made["title"]!, (string)made["state"]!, (string)made["external_id"]!));

        var (again, same) = await _key.CallAsync(HttpMethod.Post, $"channels/{Sales}/{path}", new { title = "Entrega às 15h", external_id = "7", state = "finished" });
        Assert.Equal((200, (string)made["id"]!, "Entrega às 15h", "finished"), (again, (string)same["id"]!, (string)same["title"]!, (string)same["state"]!));

        var moved = (await _key.CallAsync(HttpMethod.Patch, $"items/{made["id"]}", new { channel_id = Support.Value })).Body;
        Assert.Equal((Support.ToString(), "Entrega às 15h"), ((string)moved["channel_id"]!, (string)moved["title"]!));
        Assert.Empty((await _key.ReadAsync($"channels/{Sales}/{path}")).Body["data"]!.AsArray());
        Assert.Equal((string)made["id"]!, (string)(await _key.ReadAsync($"channels/{Support}/{path}")).Body["data"]![0]!["id"]!);

        Assert.Equal(204, (await _key.CallAsync(HttpMethod.Delete, $"items/{made["id"]}")).Status);
        Assert.Equal((404, "item_not_found"), await _key.ProblemAsync(HttpMethod.Get, $"items/{made["id"]}"));
    }

    [Fact]
    public async Task ExternalId_IsOfItsSource_WhichAnotherKeyTakesOver()
    {
        async Task<string> PutAsync(string? source)
        {
            var key = await _bench.Console.SendAsync(new Channels.Domain.UseCases.Keys.MakeApiKey(new ApiKeyOrder("CRM", [ApiScope.LinkedWrite], Channels: null, source)));
            using var http = _bench.Open(key.Secret);
            return (string)(await http.CallAsync(HttpMethod.Post, $"channels/{Sales}/prompts", new { title = "Boas-vindas", external_id = "7" })).Body["id"]!;
        }

        var first = await PutAsync("agenda");
        Assert.Equal(first, await PutAsync("agenda"));
        string[] others = [await PutAsync("erp"), await PutAsync(null), await PutAsync(null)];
        Assert.Equal(4, others.Append(first).Distinct().Count());
        Assert.Equal(4, (await _bench.Console.SendAsync(new PreviewRemoval(Sales))).Counts.Prompts.Total);
    }

    [Fact]
    public async Task ExternalId_OfAnotherKind_IsTaken_AndBadOnesAreNamed()
    {
        await _key.CallAsync(HttpMethod.Post, $"channels/{Sales}/prompts", new { title = "Boas-vindas", external_id = "7" });

        Assert.Equal((409, "external_id_taken"), await _key.ProblemAsync(HttpMethod.Post, $"channels/{Sales}/schedules", new { title = "Entrega", external_id = "7" }));
        var (status, problem) = await _key.CallAsync(HttpMethod.Post, $"channels/{Sales}/prompts", new { title = " ", external_id = new string('x', 201) });
        Assert.Equal(422, status);
        Assert.Equal(["title_required", "external_id_invalid"], problem["errors"]!.AsArray().Select(x => (string)x!["code"]!));
    }

    [Fact]
    public async Task WhatStandsForAKey_IsNotAnItemToChange()
    {
        var limited = await _bench.MakeAsync([Sales], ApiScope.ChannelsRead);
        var item = (string)(await _key.ReadAsync($"channels/{Sales}/integrations")).Body["data"]![0]!["id"]!;

        Assert.Equal((409, "item_is_ours"), await _key.ProblemAsync(HttpMethod.Delete, $"items/{item}"));
        Assert.Equal((409, "item_is_ours"), await _key.ProblemAsync(HttpMethod.Patch, $"items/{item}", new { channel_id = Support.Value }));
        using var http = _bench.Open(limited.Secret);
        Assert.Equal(200, (await http.ReadAsync($"channels/{Sales}")).Status);
    }

    [Fact]
    public async Task Item_MovesOnlyToWhereTheKeyReaches()
    {
        using var limited = await _bench.OpenAsync([Sales], ApiScope.LinkedWrite, ApiScope.LinkedRead);
        var made = (await limited.CallAsync(HttpMethod.Post, $"channels/{Sales}/prompts", new { title = "Boas-vindas" })).Body;

        Assert.Equal((404, "channel_not_found"), await limited.ProblemAsync(HttpMethod.Patch, $"items/{made["id"]}", new { channel_id = Support.Value }));
        Assert.Equal((404, "channel_not_found"), await limited.ProblemAsync(HttpMethod.Post, $"channels/{Support}/prompts", new { title = "Boas-vindas" }));
    }

    [Fact]
    public async Task Conversations_AreListedClosedAndReopened()
    {
        var ids = new List<Guid>();
        foreach (var (channel, number) in ((ChannelId, string)[])[(Sales, "5521912345678"), (Sales, "5521987654321"), (Support, "5521912345678")])
        {
            ids.Add(await _bench.Console.SendAsModuleAsync(new OpenConversation(channel, new ContactAddress(PhoneNumber.FromDigits(number), lid: null))));
        }

        async Task<IEnumerable<string>> ListAsync(string query) => (await _key.ReadAsync($"conversations?{query}")).Body["data"]!.AsArray().Select(x => (string)x!["id"]!);
        Assert.Equal([$"{ids[1]}", $"{ids[0]}"], await ListAsync($"channel_id={Sales}"));

        // Another spelling of the same number.
        Assert.Equal([$"{ids[1]}"], await ListAsync("number=552187654321"));
        Assert.Equal(204, (await _key.CallAsync(HttpMethod.Post, $"conversations/{ids[0]}/close")).Status);
        Assert.Equal([$"{ids[0]}"], await ListAsync("open=false"));
        var found = (await _key.ReadAsync($"conversations/{ids[0]}")).Body;
        Assert.Equal((false, "+5521912345678"), ((bool)found["open"]!, (string)found["contact"]!["number"]!));
        await _bench.Console.SendAsModuleAsync(new OpenConversation(Sales, new ContactAddress(PhoneNumber.FromDigits("5521912345678"), lid: null)));
        Assert.Equal((409, "conversation_open_elsewhere"), await _key.ProblemAsync(HttpMethod.Post, $"conversations/{ids[0]}/reopen"));

        var page = (await _key.ReadAsync("conversations?limit=3")).Body;
        Assert.Single((await _key.ReadAsync($"conversations?limit=3&cursor={page["next"]}")).Body["data"]!.AsArray());
        using var limited = await _bench.OpenAsync([Support], ApiScope.MessagesRead);
        Assert.Equal($"{ids[2]}", (string)Assert.Single((await limited.ReadAsync("conversations")).Body["data"]!.AsArray())!["id"]!);
    }
}
