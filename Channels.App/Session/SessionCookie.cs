using System.Security.Claims;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.People;
using Channels.Infrastructure.Settings;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Channels.App.Session;

/// <summary>The cookie of a signed-in person. It says who they are; whether that still counts is asked at each request.</summary>
internal static class SessionCookie
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string SessionClaim = "session";

    public static void Configure(CookieAuthenticationOptions options, PublicAddress address)
    {
        options.Cookie = new ConsoleCookie("channels", address);
        options.ExpireTimeSpan = TimeSpan.FromDays(7);
        options.SlidingExpiration = true;
        options.LoginPath = "/entrar";
        options.LogoutPath = "/sair";
        options.AccessDeniedPath = "/sem-acesso";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>Begins a session, in the place of the one that stands in this browser, if any does.</summary>
    public static async Task SignInAsync(HttpContext http, Dispatcher dispatcher, IRequest<SignedIn> request)
    {
        var signedIn = await dispatcher.SendFromAsync(http, request);
        await dispatcher.SendFromAsync(http, new SignOut());
        await http.SignInAsync(Scheme, PrincipalOf(signedIn.Person, signedIn.Session.Id));
    }

    /// <summary>Ends the session, if one stands, takes the cookie back and has the browser forget what it kept of the pages.</summary>
    public static async Task SignOutAsync(HttpContext http, Dispatcher dispatcher)
    {
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        await dispatcher.SendFromAsync(http, new SignOut());
        await http.SignOutAsync(Scheme);
    }

    /// <summary>The <see cref="UserSession.Id"/> that the cookie carries.</summary>
    public static string? SessionOf(ClaimsPrincipal user) => user.FindFirstValue(SessionClaim);

    private static ClaimsPrincipal PrincipalOf(Person person, string session) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, person.Id),
            new Claim(ClaimTypes.Name, person.Name),
            new Claim(ClaimTypes.Email, person.Email),
            new Claim(ClaimTypes.Role, person.Role.ToString()),
            new Claim(SessionClaim, session),
        ],
        Scheme));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var user = context.Principal!;
        var session = SessionOf(user) ?? "";
        var find = new FindSession(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", session);
        var dispatcher = context.HttpContext.RequestServices.GetRequiredService<Dispatcher>();
        var person = await dispatcher.SendAsAsync(null, find, context.HttpContext.RequestAborted);
        if (person is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        }
        else if (!user.IsInRole(person.Role.ToString()) || user.Identity!.Name != person.Name)
        {
            context.ReplacePrincipal(PrincipalOf(person, session));
            context.ShouldRenew = true;
        }
    }
}
