using Microsoft.AspNetCore.Components.Endpoints;

namespace Channels.App.Components;

internal static class EndpointExtensions
{
    /// <summary>Whether a page answers, and not an endpoint for machines.</summary>
    public static bool IsPage(this Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
