using Channels.App.Session;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.SignalR;

namespace Channels.App.Hosting;

/// <summary>
/// Lets circuits in only for a session that stands, and nothing through to them once it ended: the connection is cut, after a
/// moment in which <c>SessionGate</c> takes the page away. No browser is asked to do anything for it.
/// </summary>
internal sealed class CircuitDoor(
    ILiveSessions sessions, SessionCircuits circuits, IEnumerable<ICircuitGuests> guests, TimeProvider time) : IHubFilter
{
    /// <summary>For the page to say why it ends.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private static readonly object Key = new();

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var connection = context.Context;
        if (!IsLetIn(connection))
        {
            connection.Abort();
            return;
        }

        if (SessionOf(connection) is { } session)
        {
            connection.Items[Key] = sessions.Watch(session, () => Cut(connection));
        }

        await next(context);
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        // Not heard: the connection is being cut, and the page is still to say why.
        if (!IsLetIn(context.Context))
        {
            return default;
        }

        return SessionOf(context.Context) is { } session ? InvokeAsync(session, context, next) : next(context);
    }

    public Task OnDisconnectedAsync(
        HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        (context.Context.Items[Key] as IDisposable)?.Dispose();
        return next(context, exception);
    }

    private static string? SessionOf(HubCallerContext connection) =>
        connection.User is { } user ? SessionCookie.SessionOf(user) : null;

    // The names are those of Blazor's own hub, whose clients are in the browser's half of the framework.
    private ValueTask<object?> InvokeAsync(
        string session, HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next) => context.HubMethodName switch
        {
            "StartCircuit" => BeginAsync(session, context, next),
            // As for one that is not there any more: the page loads again.
            "ConnectCircuit" when !IsOwn(session, context) => new(false),
            "ResumeCircuit" => IsOwn(session, context) ? BeginAsync(session, context, next) : default,
            _ => next(context),
        };

    private bool IsOwn(string session, HubInvocationContext context) =>
        context.HubMethodArguments is [string circuit, ..] && circuits.Owns(session, circuit);

    private async ValueTask<object?> BeginAsync(
        string session, HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (!circuits.TryBegin(session))
        {
            throw Refuse(context, "The session has as many circuits as it may.");
        }

        string? begun = null;
        try
        {
            begun = await next(context) as string;
            return begun;
        }
        finally
        {
            if (begun is null)
            {
                circuits.End(session);
            }
            else
            {
                circuits.Own(session, begun);
            }
        }
    }

    private static HubException Refuse(HubInvocationContext context, string why)
    {
        context.Context.Abort();
        return new HubException(why);
    }

    private bool IsLetIn(HubCallerContext connection) => SessionOf(connection) is { } session
        ? sessions.IsLive(session)
        : connection.User is { } user && guests.Any(x => x.Admits(user));

    private void Cut(HubCallerContext connection)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                connection.Abort();
                timer?.Dispose();
            },
            null,
            Grace,
            Timeout.InfiniteTimeSpan);
    }
}
