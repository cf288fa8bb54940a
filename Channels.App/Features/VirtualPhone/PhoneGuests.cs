using System.Security.Claims;
using Channels.App.Session;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Channels.App.Features.VirtualPhone;

/// <summary>
/// A virtual phone's page needs a circuit, and nobody is signed in at a phone: whoever gets the page, which takes its key, gets
/// a cookie for the way of circuits and for nothing else. It says that a phone sends, and makes nobody a person.
/// </summary>
internal sealed class PhoneGuests : ICircuitGuests
{
    public const string Scheme = "phone";
    public const string Policy = "circuits";
    private const string KeyClaim = "phone";

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<ICircuitGuests, PhoneGuests>();
        services.AddAuthentication().AddCookie(Scheme, options =>
        {
            options.Cookie.Name = "channels.phone";
            options.Cookie.Path = "/_blazor";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        // Whoever comes last is seen first: where somebody is signed in beside a phone, it is them.
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy
            .AddAuthenticationSchemes(Scheme, CookieAuthenticationDefaults.AuthenticationScheme)
            .RequireAuthenticatedUser());
    }

    public static Task LetInAsync(HttpContext http, string key) =>
        http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(KeyClaim, key)], Scheme)));

    public bool Admits(ClaimsPrincipal user) => user.HasClaim(x => x.Type == KeyClaim);
}
