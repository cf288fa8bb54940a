using System.Security.Claims;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Channels.App.Session;

/// <summary>The cookie of a signed-in person. It says who they are; whether that still counts is asked at each request.</summary>
internal static class SessionCookie
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string StampClaim = "stamp";
    private const string SessionClaim = "session";

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

    public static Task SignInAsync(HttpContext http, Person person) =>
        http.SignInAsync(Scheme, PrincipalOf(person, Guid.NewGuid().ToString("N")));

    public static Task SignOutAsync(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Tells the browsers in which one person is signed in apart.</summary>
    public static string? SessionOf(ClaimsPrincipal user) => user.FindFirstValue(SessionClaim);

    private static ClaimsPrincipal PrincipalOf(Person person, string session) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, person.Id),
            new Claim(ClaimTypes.Name, person.Name),
            new Claim(ClaimTypes.Email, person.Email),
            new Claim(ClaimTypes.Role, person.Role.ToString()),
            new Claim(StampClaim, person.Stamp),
            new Claim(SessionClaim, session),
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
            context.ReplacePrincipal(PrincipalOf(person, SessionOf(user) ?? Guid.NewGuid().ToString("N")));
            context.ShouldRenew = true;
        }
    }
}
