using System.Security.Claims;
using Channels.App.Session;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.Session;

public sealed class DispatcherTests
{
    private readonly List<(Sender Sender, string? UserId, string? Session)> _senders = [];

    [Fact]
    public async Task Send_Twice_UsesAScopeEachAndNamesThePersonOfTheCircuit()
    {
        var dispatcher = Of("ana");

        await dispatcher.SendAsync(new ListChannels(), TestContext.Current.CancellationToken);
        await dispatcher.SendAsync(new ListChannels(), TestContext.Current.CancellationToken);

        Assert.Equal([("ana", "ana's"), ("ana", "ana's")], _senders.Select(x => (x.UserId, x.Session)));
        Assert.NotSame(_senders[0].Sender, _senders[1].Sender);
    }

    [Fact]
    public async Task SendAs_NamesThePersonOfTheRequestInstead()
    {
        await Of("ana").SendAsAsync(User("bruno"), new ListChannels(), TestContext.Current.CancellationToken);
        await Of("ana").SendAsAsync(null, new ListChannels(), TestContext.Current.CancellationToken);

        Assert.Equal([("bruno", "bruno's"), (null, null)], _senders.Select(x => (x.UserId, x.Session)));
    }

    private Dispatcher Of(string userId)
    {
        var services = new ServiceCollection()
            .AddScoped<Sender>()
            .AddScoped<IMediator, Mediator>()
            .AddScoped<ServiceFactory>(scope => scope.GetRequiredService)
            .AddScoped<IRequestHandler<ListChannels, ChannelList>>(scope => new Handler(scope.GetRequiredService<Sender>(), _senders))
            .BuildServiceProvider(validateScopes: true);
        return new Dispatcher(services.GetRequiredService<IServiceScopeFactory>(), new SignedIn(User(userId)), Reader.Console);
    }

    private static ClaimsPrincipal User(string id) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id), new Claim("session", $"{id}'s")], "test"));

    private sealed class Handler(Sender sender, List<(Sender, string?, string?)> senders) : IRequestHandler<ListChannels, ChannelList>
    {
        public Task<ChannelList> Handle(ListChannels request, CancellationToken cancellationToken)
        {
            senders.Add((sender, sender.UserId, sender.Session));
            return Task.FromResult(new ChannelList([], 3, [], []));
        }
    }

    private sealed class SignedIn(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
