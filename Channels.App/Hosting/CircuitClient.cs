using Channels.App.Session;
using Channels.Domain.Access;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;

namespace Channels.App.Hosting;

/// <summary>
/// Tells a circuit where its browser is, each time that one connects: what a person does there is not to be put down to the
/// place where they once signed in.
/// </summary>
internal sealed class CircuitClient : IHubFilter
{
    // Circuits are told nothing of the connection that asks for them, but begin in its flow.
    private static readonly AsyncLocal<Client?> Connecting = new();

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (context.HubMethodName is "StartCircuit" or "ConnectCircuit" or "ResumeCircuit" && context.Context.GetHttpContext() is { } http)
        {
            Connecting.Value = Dispatcher.ClientOf(http);
        }

        return next(context);
    }

    internal sealed class Handler(Reader reader) : CircuitHandler
    {
        public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            reader.Client = Connecting.Value ?? reader.Client;
            return Task.CompletedTask;
        }
    }
}
