using Channels.Domain.Access;
using Channels.Domain.UseCases.Keys;

namespace Channels.Tests.App.Api.V1;

/// <summary>Who is let in, at which pace, and how it is said what went wrong.</summary>
public sealed class KeyDoorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhoeverHasNoKeyThatWorks_IsNobody()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        var made = await bench.MakeAsync(null, ApiScope.ChannelsRead);
        using var good = bench.Open(made.Secret);
        Assert.Equal(200, (await good.ReadAsync("channels")).Status);
        foreach (var secret in (string?[])[null, "chn_", "chn_0000", made.Secret[..^1], made.Secret + "0", made.Secret.ToUpperInvariant(), "Bearer", $"x{made.Secret}"])
        {
            using var http = bench.Open(secret);
            Assert.Equal((401, "key_unknown"), await http.ProblemAsync(HttpMethod.Get, "channels"));
        }

        await bench.Console.SendAsync(new RevokeApiKey(made.Id));
        Assert.Equal((401, "key_unknown"), await good.ProblemAsync(HttpMethod.Get, "channels"));
    }

    [Fact]
    public async Task Key_InTheAddressOrACookie_IsNone()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        var made = await bench.MakeAsync(null, ApiScope.ChannelsRead);
        using var http = bench.Open(null);

        Assert.Equal(401, (await http.CallAsync(HttpMethod.Get, $"channels?access_token={made.Secret}", null, ("Cookie", $"key={made.Secret}"))).Status);
    }

    [Fact]
    public async Task AdministratorsSession_OpensNoApi()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        using var http = new HttpClient(new Support.LoopbackCookies(bench.Console.Cookies, new HttpClientHandler { UseCookies = false }))
        {
            BaseAddress = new Uri(bench.Console.Address, "/api/v1/"),
        };

        Assert.Equal((401, "key_unknown"), await http.ProblemAsync(HttpMethod.Get, "channels"));
    }

    [Fact]
    public async Task LackOfAScope_AndPathsAndMethodsThatAreNone_AreToldAsProblems()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsRead);

        var (status, problem) = await http.CallAsync(HttpMethod.Post, "channels", new { name = "Nova" });
        Assert.Equal((403, "scope_missing", "This key lacks the scope channels:write."), (status, (string?)problem["code"], (string?)problem["detail"]));
        Assert.Equal((404, "path_unknown"), await http.ProblemAsync(HttpMethod.Get, "nothing/here"));
        Assert.Equal((405, "method_unknown"), await http.ProblemAsync(HttpMethod.Delete, "channels"));
        Assert.Equal((404, "channel_not_found"), await http.ProblemAsync(HttpMethod.Get, $"channels/{Guid.NewGuid()}"));
    }

    [Theory]
    [InlineData("pt-BR,pt;q=0.9,en;q=0.8", "Esta chave não tem a permissão channels:write.")]
    [InlineData("de, en-GB;q=0.5", "This key lacks the scope channels:write.")]
    [InlineData("en;q=0, *", "Esta chave não tem a permissão channels:write.")]
    [InlineData("", "Esta chave não tem a permissão channels:write.")]
    public async Task Detail_IsInTheLanguageThatIsAskedFor(string languages, string detail)
    {
        await using var bench = await ApiBench.StartAsync(instances: 0);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsRead);
        http.DefaultRequestHeaders.AcceptLanguage.Clear();

        var unknown = (string?)(await http.CallAsync(HttpMethod.Get, "nothing", null, ("Accept-Language", languages))).Body["detail"];
        Assert.Equal(detail.StartsWith("This", StringComparison.Ordinal), unknown == "There is no such address in the API.");
        Assert.Equal(detail, (string?)(await http.CallAsync(HttpMethod.Post, "channels", new { name = "Nova" }, ("Accept-Language", languages))).Body["detail"]);
    }

    [Theory]
    [InlineData("{", 400, "not_readable")]
    [InlineData("""{"name":5}""", 400, "not_readable")]
    [InlineData("""{"name":"Nova","method":"telegram"}""", 400, "not_readable")]
    [InlineData("""{"name":""}""", 422, "name_required")]
    public async Task BodyThatIsNone_IsToldAsAProblem(string body, int status, string code)
    {
        await using var bench = await ApiBench.StartAsync(instances: 0);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsWrite);

        Assert.Equal((status, code), await http.ProblemAsync(HttpMethod.Post, "channels", body));
    }

    [Fact]
    public async Task MoreThanTheBurst_IsToldToWait_AndOtherKeysAreNot()
    {
        await using var bench = await ApiBench.StartAsync(1, null, "--Api:RequestsPerSecond", "1", "--Api:Burst", "3");
        using var hasty = await bench.OpenAsync(null, ApiScope.ChannelsRead);
        using var calm = await bench.OpenAsync(null, ApiScope.ChannelsRead);

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add(await hasty.GetAsync(new Uri("channels", UriKind.Relative), Cancellation));
        }

        var refused = answers.Where(x => (int)x.StatusCode == 429).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, x => Assert.InRange(x.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3));
        Assert.Equal("\"key\";q=3;w=3", answers[0].Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal(200, (await calm.ReadAsync("channels")).Status);
        answers.ForEach(x => x.Dispose());
    }
}
