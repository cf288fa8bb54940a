using Channels.App.Session;

namespace Channels.Tests.App.Api;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/ç", "/%C3%A7")]
    [InlineData("/canais?busca=São😀", "/canais?busca=S%C3%A3o%F0%9F%98%80")]
    public void OrBoard_IsWhatAHeaderCanCarry(string url, string carried) => Assert.Equal(carried, LocalUrl.OrBoard(url));

    [Theory]
    [InlineData("/usuarios")]
    [InlineData("/canais/01a2057d-d7f4-7113-a7ab-9177b48f3892/conectar")]
    public void OrBoard_OfAPlaceOfOurs_IsThatPlace(string url) => Assert.Equal(url, LocalUrl.OrBoard(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("usuarios")]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/a\\..\\b")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    [InlineData("javascript:alert(1)")]
    public void OrBoard_OfAnythingElse_IsTheBoard(string? url) => Assert.Equal("/canais", LocalUrl.OrBoard(url));
}
