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
    // What a browser says when its circuit begins (on a page that was drawn before, with the second of them) or comes back.
    private static readonly string[] Beginnings = ["StartCircuit", "UpdateRootComponents", "ConnectCircuit", "ResumeCircuit"];

    // A circuit is not told which connection asks for it, but begins in its flow.
    private static readonly AsyncLocal<Client?> Connecting = new();

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (Beginnings.Contains(context.HubMethodName) && context.Context.GetHttpContext() is { } http)
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
