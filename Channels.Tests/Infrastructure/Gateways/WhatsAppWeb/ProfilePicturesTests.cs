using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class ProfilePicturesTests
{
    [Theory]
    [InlineData("https://pps.whatsapp.net/v/1.jpg", null, true)]
    [InlineData("https://media.fna.fbcdn.net/v/1.jpg", null, true)]
    [InlineData("http://pps.whatsapp.net/v/1.jpg", null, false)]
    [InlineData("https://whatsapp.net.example/1.jpg", null, false)]
    [InlineData("https://evilwhatsapp.net/1.jpg", null, false)]
    [InlineData("https://10.0.0.1/admin", null, false)]
    [InlineData("https://localhost/1.jpg", null, false)]
    [InlineData("http://127.0.0.1:8080/1.jpg", "ws://127.0.0.1:8080", true)]
    [InlineData("https://10.0.0.1/1.jpg", "ws://127.0.0.1:8080", false)]
    [InlineData("https://wa.example/1.jpg", "wss://wa.example/ws", true)]
    [InlineData("http://wa.example/1.jpg", "wss://wa.example/ws", false)]
    [InlineData("http://127.0.0.1/1.jpg", "wss://wa.example/ws", false)]
    public void OnlyHostsOfTheServerAreAsked(string url, string? server, bool allowed) =>
        Assert.Equal(allowed, ProfilePictures.IsAllowed(new Uri(url), server is null ? null : new Uri(server)));
}
