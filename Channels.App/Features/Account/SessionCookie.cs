using System.Security.Claims;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Channels.App.Features.Account;

/// <summary>The cookie of a signed-in person. It says who they are; whether that still counts is asked at each request.</summary>
internal static class SessionCookie
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string StampClaim = "stamp";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "channels";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(7);
        options.SlidingExpiration = true;
        options.LoginPath = "/entrar";
        options.LogoutPath = "/sair";
        options.AccessDeniedPath = "/sem-acesso";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    public static Task SignInAsync(HttpContext http, Person person) => http.SignInAsync(Scheme, PrincipalOf(person));

    public static Task SignOutAsync(HttpContext http) => http.SignOutAsync(Scheme);

    private static ClaimsPrincipal PrincipalOf(Person person) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, person.Id),
            new Claim(ClaimTypes.Name, person.Name),
            new Claim(ClaimTypes.Email, person.Email),
            new Claim(ClaimTypes.Role, person.Role.ToString()),
            new Claim(StampClaim, person.Stamp),
        ],
        Scheme));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var user = context.Principal!;
        var session = new FindSession(
            user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", user.FindFirstValue(StampClaim) ?? "");
        var dispatcher = context.HttpContext.RequestServices.GetRequiredService<Dispatcher>();
        var person = await dispatcher.SendAsAsync(null, session, context.HttpContext.RequestAborted);
        if (person is null)
        {
            context.RejectPrincipal();
            await SignOutAsync(context.HttpContext);
        }
        else if (!user.IsInRole(person.Role.ToString()) || user.Identity!.Name != person.Name)
        {
            context.ReplacePrincipal(PrincipalOf(person));
            context.ShouldRenew = true;
        }
    }
}
