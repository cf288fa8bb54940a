using Channels.Domain;
using Channels.Domain.Proxies;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Jobs;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.Connect;

public sealed class ChangeProxyTests : IAsyncLifetime
{
    private const string Password = "senha do proxy";

    private static readonly ProxyServer First = new(ProxyKind.Http, "proxy.loja.example", 3128, "loja");

    private readonly Workbench _bench = new();
    private ChannelId _id;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _id = (await _bench.CreateAsync("Vendas")).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task First_IsKeptSealed_ToldWithoutItsAddress_AndTheLineGoesThatWay()
    {
        var changed = await ChangeAsync(First, Password, seen: null);

        Assert.True(changed.HasProxy);
        Assert.Equal(new ProxyView(First, HasPassword: true), await _bench.SendAsync(new ReadProxy(_id)));
        Assert.Equal(new KeptProxy(First, Password), await KeptAsync());
        var line = (await _bench.SendAsync(new ReadHistory(_id))).Lines[0];
        Assert.Equal((HistoryKind.ProxySet, "Ana", null), (line.Kind, line.Who, line.Detail));
        Assert.Contains($"reroute {_id}", _bench.Gateway.Calls);
        Assert.False((await File.ReadAllBytesAsync(_bench.DatabaseFile + "-wal", Workbench.Cancellation)).AsSpan().IndexOf("senha do proxy"u8) >= 0);
    }

    [Fact]
    public async Task SameAgain_ChangesAndTellsNothing()
    {
        var before = await ChangeAsync(First, Password, seen: null);

        var after = await ChangeAsync(First, "", seen: First);

        Assert.Equal(before.Revision, after.Revision);
        Assert.Single(_bench.Gateway.Calls, $"reroute {_id}");
    }

    [Fact]
    public async Task NewPassword_TakesThePlaceOfTheOld()
    {
        await ChangeAsync(First, Password, seen: null);

        await ChangeAsync(First, "outra", seen: First);

        Assert.Equal("outra", (await KeptAsync())!.Password);
        Assert.Equal(HistoryKind.ProxyChanged, (await _bench.SendAsync(new ReadHistory(_id))).Lines[0].Kind);
    }

    public static TheoryData<ProxyServer> OtherLogins =>
    [
        First with { Host = "outro.loja.example" },
        First with { Port = 8080 },
        First with { User = "ana" },
        First with { Kind = ProxyKind.Socks5 },
    ];

    [Theory]
    [MemberData(nameof(OtherLogins))]
    public async Task KeptPassword_IsHandedToNobodyElse(ProxyServer other)
    {
        await ChangeAsync(First, Password, seen: null);

        await Rules.BreaksAsync(Rule.ProxyPasswordAgain, () => ChangeAsync(other, "", seen: First));
        await Rules.BreaksAsync(Rule.ProxyPasswordAgain, () => _bench.SendAsync(new TryProxy(_id, other, "")));

        Assert.DoesNotContain(_bench.Gateway.Calls, call => call.StartsWith("try ", StringComparison.Ordinal));
        Assert.Equal(new KeptProxy(First, Password), await KeptAsync());
    }

    [Fact]
    public async Task WithoutUser_ThePasswordGoes()
    {
        await ChangeAsync(First, Password, seen: null);

        await ChangeAsync(First with { User = "" }, "", seen: First);

        Assert.Null((await KeptAsync())!.Password);
    }

    [Fact]
    public async Task Removed_IsGone()
    {
        await ChangeAsync(First, Password, seen: null);

        var after = await ChangeAsync(null, Password, seen: First);

        Assert.False(after.HasProxy);
        Assert.Null(await _bench.SendAsync(new ReadProxy(_id)));
        Assert.Equal(HistoryKind.ProxyRemoved, (await _bench.SendAsync(new ReadHistory(_id))).Lines[0].Kind);
    }

    [Fact]
    public async Task ChangedMeanwhile_OverwritesNothing()
    {
        await ChangeAsync(First, Password, seen: null);

        await Rules.BreaksAsync(Rule.ProxyChangedMeanwhile, () => ChangeAsync(First with { Port = 1 }, "x", seen: null));

        Assert.Equal(First, (await KeptAsync())!.Server);
    }

    [Theory]
    [InlineData("", 3128, "", Rule.ProxyHostRequired)]
    [InlineData("http://proxy.loja.example", 3128, "", Rule.ProxyHostInvalid)]
    [InlineData("ana:senha@proxy.loja.example", 3128, "", Rule.ProxyHostInvalid)]
    [InlineData("próxi.loja.example", 3128, "", Rule.ProxyHostInvalid)]
    [InlineData("proxy.loja.example", 0, "", Rule.ProxyPortInvalid)]
    [InlineData("proxy.loja.example", 65536, "", Rule.ProxyPortInvalid)]
    [InlineData("proxy.loja.example", 3128, "a:b", Rule.ProxyUserInvalid)]
    [InlineData("proxy.loja.example", 3128, "a\r\nb", Rule.ProxyUserInvalid)]
    public async Task WrongShape_IsRefusedAndChangesNothing(string host, int port, string user, Rule rule)
    {
        var wrong = new ProxyServer(ProxyKind.Http, host, port, user);

        await Rules.BreaksAsync(rule, () => ChangeAsync(wrong, null, seen: null));
        await Rules.BreaksAsync(rule, () => _bench.SendAsync(new TryProxy(_id, wrong, null)));
        await Rules.BreaksAsync(Rule.ProxyPasswordInvalid, () => ChangeAsync(First, new string('a', 256), seen: null));

        Assert.Null(await KeptAsync());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("2001:db8::1")]
    public async Task Addresses_AreHostsToo(string host) =>
        Assert.True((await ChangeAsync(First with { Host = host }, Password, seen: null)).HasProxy);

    [Fact]
    public void OtherMethods_HaveNone() =>
        Assert.Equal(Rule.ChannelNotFound, Assert.Throws<RuleViolation>(() => new Channels.Domain.Ports.Gateways([]).Proxied(ConnectionMethod.MetaCloud)).Rule);

    [Fact]
    public async Task Try_TakesTheKeptPassword_OrTheTypedOne()
    {
        await ChangeAsync(First, Password, seen: null);
        _bench.Gateway.Trial = new(ConnectionCause.ProxyRefused, 403);

        Assert.Equal(_bench.Gateway.Trial, await _bench.SendAsync(new TryProxy(_id, First, "")));
        await _bench.SendAsync(new TryProxy(_id, First with { Port = 1 }, "outra"));

        Assert.Contains($"try Http proxy.loja.example:3128 loja {Password}", _bench.Gateway.Calls);
        Assert.Contains("try Http proxy.loja.example:1 loja outra", _bench.Gateway.Calls);
    }

    [Fact]
    public async Task RemovedChannel_KeepsItUntilItsDeviceIsGone()
    {
        await ChangeAsync(First, Password, seen: null);
        await _bench.RemoveAsync(_id);
        Assert.NotNull(await KeptAsync());

        foreach (var job in (await _bench.SendAsModuleAsync(new ListDueJobs())).Now)
        {
            await _bench.SendAsModuleAsync(new AttemptJob(job));
        }

        Assert.Null(await KeptAsync());
    }

    [Fact]
    public void Password_IsInNoText()
    {
        Assert.DoesNotContain(Password, new ChangeProxy(_id, First, Password, Seen: null).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, new TryProxy(_id, First, Password).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, new KeptProxy(First, Password).ToString(), StringComparison.Ordinal);
    }

    private Task<ChannelSnapshot> ChangeAsync(ProxyServer? server, string? password, ProxyServer? seen) =>
        _bench.SendAsync(new ChangeProxy(_id, server, password, seen));

    private Task<KeptProxy?> KeptAsync() =>
        _bench.Services.GetRequiredService<ISessionKeys>().ReadProxyAsync(_id, Workbench.Cancellation);
}
