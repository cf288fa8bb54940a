using System.Net;
using Microsoft.Playwright;
using Cookie = Microsoft.Playwright.Cookie;

namespace Channels.Tests.Support;

internal static class SignedInPages
{
    /// <summary>Gives a browser the sign-in of the bench's administrator.</summary>
    /// <param name="cookies">Another sign-in.</param>
    /// <param name="address">The console under another name.</param>
    public static Task SignInAsync(this IPage page, LiveBench bench, CookieContainer? cookies = null, Uri? address = null) =>
        page.Context.AddCookiesAsync((cookies ?? bench.Cookies).GetAllCookies()
            .Select(x => new Cookie { Name = x.Name, Value = x.Value, Url = (address ?? bench.Address).ToString() }));
}
