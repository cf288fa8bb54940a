using System.Data.Common;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Keys;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.Api.V1;

/// <summary>The list of instances, asked for again and again.</summary>
public sealed class KeptAnswersTests
{
    private readonly Reads _reads = new();

    [Fact]
    public async Task List_IsReadAgain_OnlyWhereSomethingWasWritten()
    {
        await using var bench = await StartAsync();
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsRead);
        await NamesAsync(http);
        await NamesAsync(http);
        var before = _reads.Count;

        Assert.Equal(["Loja 1", "Loja 2"], await NamesAsync(http));
        Assert.Equal(before, _reads.Count);

        await bench.Console.SendAsync(new RenameChannel(bench.Channels[0], "Matriz", "Loja 1"));
        Assert.Equal(["Matriz", "Loja 2"], await NamesAsync(http));
    }

    [Fact]
    public async Task List_IsKeptForEachKey_ItsLanguageAndItsPart()
    {
        await using var bench = await StartAsync();
        using var all = await bench.OpenAsync(null, ApiScope.ChannelsRead);
        using var limited = await bench.OpenAsync([bench.Channels[1]], ApiScope.ChannelsRead);
        using var blind = await bench.OpenAsync(null, ApiScope.EventsRead);
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(["Loja 1", "Loja 2"], await NamesAsync(all));
            Assert.Equal(["Loja 1"], await NamesAsync(all, "channels?limit=1"));
            Assert.Equal(["Loja 2"], await NamesAsync(limited));
            Assert.Equal((403, "scope_missing"), await blind.ProblemAsync(HttpMethod.Get, "channels"));
        }

        var english = await DetailAsync(all);
        all.DefaultRequestHeaders.AcceptLanguage.Clear();
        all.DefaultRequestHeaders.AcceptLanguage.ParseAdd("pt-BR");
        Assert.NotEqual(english, await DetailAsync(all));
    }

    [Fact]
    public async Task Key_ThatIsRevoked_GetsNothingThatWasKept()
    {
        await using var bench = await StartAsync();
        var key = await bench.MakeAsync(null, ApiScope.ChannelsRead);
        using var http = bench.Open(key.Secret);
        await NamesAsync(http);
        await NamesAsync(http);

        await bench.Console.SendAsync(new RevokeApiKey(key.Id));

        Assert.Equal((401, "key_unknown"), await http.ProblemAsync(HttpMethod.Get, "channels"));
    }

    private static async Task<string[]> NamesAsync(HttpClient http, string path = "channels") =>
        [.. (await http.ReadAsync(path)).Body["data"]!.AsArray().Select(x => (string)x!["name"]!)];

    private static async Task<string> DetailAsync(HttpClient http) =>
        (string)(await http.ReadAsync("channels")).Body["data"]![0]!["reason"]!["detail"]!;

    private Task<ApiBench> StartAsync() => ApiBench.StartAsync(
        instances: 2, services => services.ConfigureDbContext<ChannelsDbContext>(options => options.AddInterceptors(_reads)));

    /// <summary>How often instances were read.</summary>
    private sealed class Reads : DbCommandInterceptor
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("FROM \"Channels\"", StringComparison.Ordinal) || command.CommandText.Contains("FROM \"ApiKeys\"", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _count);
            }

            return ValueTask.FromResult(result);
        }
    }
}
