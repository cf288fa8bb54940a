using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Support;

internal static class SessionExtensions
{
    private static readonly ConditionalWeakTable<ILiveSessions, ConcurrentDictionary<string, string>> Signed = [];

    /// <summary>Sends from now on as the person, signed in in one browser for as long as that session stands, and then in another.</summary>
    public static async Task BecomePersonAsync(this IServiceProvider scope, string? userId)
    {
        var session = userId is null ? null : await SessionOfAsync(scope, userId);
        scope.GetRequiredService<Sender>().BecomePerson(userId, session);
    }

    private static async Task<string?> SessionOfAsync(IServiceProvider scope, string userId)
    {
        var live = scope.GetRequiredService<ILiveSessions>();
        var known = Signed.GetOrCreateValue(live);
        if (known.TryGetValue(userId, out var session) && live.IsLive(session))
        {
            return session;
        }

        if (await scope.GetRequiredService<IPeople>().FindAsync(userId, CancellationToken.None) is not { } person)
        {
            return null;
        }

        return known[userId] = (await scope.GetRequiredService<ISessions>().BeginAsync(person, Client.Unknown, CancellationToken.None)).Id;
    }
}
