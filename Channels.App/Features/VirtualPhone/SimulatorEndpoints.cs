using System.Security.Claims;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Features.VirtualPhone;

/// <summary>
/// The pages of virtual phones. They are endpoints and not <c>@page</c>s, because those would exist in production too.
/// A code or a key in the address is all that a phone needs to be let in, also to a circuit (<see cref="PhoneGuests"/>).
/// </summary>
internal static class SimulatorEndpoints
{
    public static void MapSimulator(this IEndpointRouteBuilder endpoints, IEndpointConventionBuilder circuits)
    {
        circuits.Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path } && path.StartsWith("/_blazor", StringComparison.Ordinal))
            {
                endpoint.Metadata.Add(new AuthorizeAttribute(PhoneGuests.Policy));
            }
        });

        var phones = endpoints.MapGroup("/simulador").AllowAnonymous().AddEndpointFilter(KeepNowhereAsync);
        phones.MapGet("/{code}", OfferAsync);
        phones.MapPost("/{code}", LinkAsync);
        phones.MapGet("/celular/{key}", ShowAsync);
        endpoints.MapGet("/canais/{id:guid}/celular", OpenAsync)
            .RequireAuthorization(policy => policy.RequireRole(nameof(Role.Administrator)))
            .AddEndpointFilter(KeepNowhereAsync);
    }

    private static async Task<Results<RazorComponentResult, RedirectHttpResult>> OfferAsync(
        string code, IVirtualPhones phones, CancellationToken cancellationToken) =>
        await phones.FindOfferAsync(code, cancellationToken) is { } offer
            ? Page(offer, PhoneText.Of(offer.Number), offer.ProfileName)
            : Spent(code, phones);

    private static async Task<Results<RazorComponentResult, RedirectHttpResult>> LinkAsync(
        string code, HttpContext http, IAntiforgery antiforgery, IVirtualPhones phones)
    {
        if (await phones.FindOfferAsync(code, http.RequestAborted) is not { } offer)
        {
            return Spent(code, phones);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (number, profile) = (form["number"].ToString(), form["profile"].ToString().Trim());
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Page(offer, number, profile, "Form_Stale");
        }

        if (PhoneText.Read(number) is not { } read)
        {
            return Page(offer, number, profile, "VirtualPhone_NumberInvalid");
        }

        return await phones.LinkAsync(code, read, profile.Length == 0 ? offer.ProfileName : profile) is { } phone
            ? TypedResults.LocalRedirect(AddressOf(phone))
            : CodeGone();
    }

    private static async Task<Results<RazorComponentResult<PhonePage>, NotFound>> ShowAsync(string key, HttpContext http, IVirtualPhones phones)
    {
        if (await phones.FindAsync(key) is null)
        {
            return TypedResults.NotFound();
        }

        await PhoneGuests.LetInAsync(http, key);
        return new RazorComponentResult<PhonePage>(new Dictionary<string, object?> { [nameof(PhonePage.Key)] = key });
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> OpenAsync(
        Guid id, ClaimsPrincipal user, Dispatcher dispatcher, IVirtualPhones phones, CancellationToken cancellationToken)
    {
        var list = await dispatcher.SendAsAsync(user, new ListChannels(), cancellationToken);
        var found = list.Channels.Any(x => x.Id.Value == id && x.Method == ConnectionMethod.Simulator);
        return found ? TypedResults.LocalRedirect(AddressOf(await phones.OfAsync(new ChannelId(id)))) : TypedResults.NotFound();
    }

    // Whoever opens the address again after linking means that phone.
    private static Results<RazorComponentResult, RedirectHttpResult> Spent(string code, IVirtualPhones phones) =>
        phones.FindLinked(code) is { } phone ? TypedResults.LocalRedirect(AddressOf(phone)) : CodeGone();

    private static string AddressOf(IVirtualPhone phone) => $"/simulador/celular/{phone.Key}";

    private static RazorComponentResult<LinkPhonePage> Page(PhoneOffer offer, string? number, string profile, string? error = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(LinkPhonePage.ChannelName)] = offer.ChannelName,
            [nameof(LinkPhonePage.Number)] = number,
            [nameof(LinkPhonePage.Profile)] = profile,
            [nameof(LinkPhonePage.Error)] = error,
        });

    private static RazorComponentResult<CodeGonePage> CodeGone() => new() { StatusCode = StatusCodes.Status410Gone };

    private static ValueTask<object?> KeepNowhereAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-cache, no-store";
        return next(context);
    }
}
