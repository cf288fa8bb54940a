using Channels.Domain.Access;
using Channels.Domain.Ports;

namespace Channels.App.Api.V1;

/// <summary>
/// Lets in whoever has a key that works, at a pace. Each request is looked at anew: a key that was revoked opens nothing from
/// the next one on.
/// </summary>
internal sealed class KeyDoor(IApiKeys keys, KeyPace pace) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (SecretOf(http.Request) is not { } secret || await keys.FindActorAsync(secret, http.RequestAborted) is not { } holder)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiProblems.Of(ApiFault.KeyUnknown, http);
        }

        using var lease = pace.Take(holder.Key!.Id, http.Response.Headers);
        if (!lease.IsAcquired)
        {
            http.Response.Headers.RetryAfter = KeyPace.RetryAfter(lease);
            return ApiProblems.Of(ApiFault.TooManyRequests, http);
        }

        http.RequestServices.GetRequiredService<KeyDispatcher>().Holder = holder;
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (Exception problem) when (ApiProblems.Of(problem, http) is { } answer)
        {
            return answer;
        }
    }

    /// <returns>Null where there is none that could be a key's.</returns>
    public static string? SecretOf(HttpRequest request) =>
        AuthenticationHeader(request) is { Scheme: var scheme, Parameter: { } secret }
        && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        && secret.StartsWith(ApiKey.Prefix, StringComparison.Ordinal)
            ? secret
            : null;

    private static System.Net.Http.Headers.AuthenticationHeaderValue? AuthenticationHeader(HttpRequest request) =>
        System.Net.Http.Headers.AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) ? header : null;
}
