using Channels.Domain.UseCases.People;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Channels.App.Hosting;

/// <summary>While nobody exists who could sign in, every page leads to the setup.</summary>
internal sealed class SetupGate : IMiddleware
{
    // People are disabled, never deleted: once somebody exists this stays true.
    private volatile bool _somebody;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var page = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        if (!_somebody && page is not null && page != typeof(Features.Setup.SetupPage))
        {
            var dispatcher = context.RequestServices.GetRequiredService<Dispatcher>();
            _somebody = !(await dispatcher.SendAsAsync(null, new ReadSetup(null), context.RequestAborted)).NobodyYet;
            if (!_somebody)
            {
                context.Response.Redirect("/setup");
                return;
            }
        }

        await next(context);
    }
}
