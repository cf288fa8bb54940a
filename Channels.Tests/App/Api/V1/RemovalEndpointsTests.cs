using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Linked;
using Channels.Tests.Support;

namespace Channels.Tests.App.Api.V1;

/// <summary>Removing an instance by the API, and linking a phone.</summary>
public sealed class RemovalEndpointsTests
{
    [Fact]
    public async Task Removal_MovesWhatHangsThere_AndTellsHowFarItIs()
    {
        await using var bench = await ApiBench.StartAsync();
        var (sales, support) = (bench.Channels[0], bench.Channels[1]);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsRemove, ApiScope.LinkedWrite, ApiScope.ChannelsRead);
        await http.CallAsync(HttpMethod.Post, $"channels/{sales}/prompts", new { title = "Boas-vindas" });
        await bench.Console.SendAsModuleAsync(new OpenConversation(sales, new ContactAddress(PhoneNumber.FromDigits("5521912345678"), lid: null)));
        var preview = (await http.ReadAsync($"channels/{sales}/removal")).Body;
        Assert.Equal((true, 1, 1), ((bool)preview["needs_destination"]!, (int)preview["linked"]!["prompts"]!, (int)preview["linked"]!["conversations"]!));
        Assert.Equal([$"{support}"], preview["destination_ids"]!.AsArray().Select(x => (string)x!));
        await bench.Console.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.Integration, sales, "ERP"));

        var order = new { destination_id = support.Value, expected = (string)preview["expected"]! };
        Assert.Equal((409, "linked_meanwhile"), await http.ProblemAsync(HttpMethod.Post, $"channels/{sales}/removal", order));
        Assert.Equal((422, "destination_required"), await http.ProblemAsync(HttpMethod.Post, $"channels/{sales}/removal", new { }));
        var expected = (string)(await http.ReadAsync($"channels/{sales}/removal")).Body["expected"]!;
        var (status, begun) = await http.CallAsync(HttpMethod.Post, $"channels/{sales}/removal", new { destination_id = support.Value, expected });

        Assert.Equal((202, "Loja 1", 1), (status, (string)begun["channel_name"]!, (int)begun["moved"]!["prompts"]!));
        var done = await Tools.UntilAsync(() => http.ReadAsync($"removals/{sales}"), x => x.Body["finished_at"] is not null);
        Assert.Equal(["ERP"], done.Body["integrations"]!.AsArray().Select(x => (string)x!));
        Assert.Equal(308, (await http.CallAsync(HttpMethod.Get, $"channels/{sales}")).Status);
        using var limited = await bench.OpenAsync([support], ApiScope.ChannelsRemove);
        Assert.Equal(200, (await limited.ReadAsync($"removals/{sales}")).Status);
    }

    [Fact]
    public async Task Removal_ByALimitedKey_SeesItsOwnDestinationsAlone()
    {
        await using var bench = await ApiBench.StartAsync(instances: 3);
        using var http = await bench.OpenAsync([bench.Channels[0], bench.Channels[1]], ApiScope.ChannelsRemove, ApiScope.LinkedWrite);
        await http.CallAsync(HttpMethod.Post, $"channels/{bench.Channels[0]}/prompts", new { title = "Boas-vindas" });

        Assert.Equal([$"{bench.Channels[1]}"], (await http.ReadAsync($"channels/{bench.Channels[0]}/removal")).Body["destination_ids"]!.AsArray().Select(x => (string)x!));
        Assert.Equal((409, "destination_gone"), await http.ProblemAsync(HttpMethod.Post, $"channels/{bench.Channels[0]}/removal", new { destination_id = bench.Channels[2].Value }));
        Assert.Equal((404, "channel_not_found"), await http.ProblemAsync(HttpMethod.Get, $"channels/{bench.Channels[2]}/removal"));
        Assert.Equal((404, "channel_not_found"), await http.ProblemAsync(HttpMethod.Get, $"removals/{bench.Channels[0]}"));
    }

    [Fact]
    public async Task Pairing_ShowsTheCode_WaitsForIt_AndIsNoted()
    {
        await using var bench = await ApiBench.StartAsync(instances: 0, settings: ["--environment", "Development"]);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsPair, ApiScope.ChannelsWrite);
        using var blind = await bench.OpenAsync(null, ApiScope.ChannelsRead, ApiScope.EventsRead);
        var id = (string)(await http.CallAsync(HttpMethod.Post, "channels", new { name = "Vendas", method = "simulator" })).Body["id"]!;

        Assert.Equal(202, (await http.CallAsync(HttpMethod.Post, $"channels/{id}/pairing", new { })).Status);
        var shown = (await http.ReadAsync($"channels/{id}/pairing?wait=20")).Body;

        Assert.Equal("code_on_screen", (string)shown["reason"]!["code"]!);
        Assert.Contains("/simulador/", (string)shown["qr"]!, StringComparison.Ordinal);
        Assert.NotNull(shown["valid_until"]);
        Assert.Equal((403, "scope_missing"), await blind.ProblemAsync(HttpMethod.Get, $"channels/{id}/pairing"));
        Assert.DoesNotContain((string)shown["qr"]!, (await blind.ReadAsync("events")).Body.ToJsonString(), StringComparison.Ordinal);
        var history = await bench.Console.SendAsync(new Channels.Domain.UseCases.History.ReadHistory(new ChannelId(Guid.Parse(id))));
        Assert.Contains(history.Lines, x => x.Kind == HistoryKind.CodeViewed && x.Who == "Agenda da equipe (API)");
    }
}
