using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class WhatsAppWebOptionsTests
{
    [Theory]
    [InlineData("ServerUrl", "wss://proxy.example/ws/chat")]
    [InlineData("ServerUrl", "ws://127.0.0.1:8080/ws/chat")]
    [InlineData("ServerUrl", "ws://localhost:8080/ws/chat")]
    [InlineData("Version", "2.3000.1043857760")]
    [InlineData("PingInterval", "00:00:30")]
    public void Setting_IsTaken(string setting, string value) => Read(setting, value);

    [Theory]
    [InlineData("ServerUrl", "ws://web.whatsapp.com/ws/chat", "wss://")]
    [InlineData("ServerUrl", "https://web.whatsapp.com", "wss://")]
    [InlineData("ServerUrl", "web.whatsapp.com", "wss://")]
    [InlineData("Version", "2.3000", "three numbers")]
    [InlineData("Version", "latest", "three numbers")]
    [InlineData("PingInterval", "-00:00:30", "longer than nothing")]
    [InlineData("PingInterval", "soon", "cannot be read")]
    [InlineData("DeviceName", " ", "empty")]
    public void Setting_IsRefusedWithWords(string setting, string value, string words)
    {
        var problem = Assert.Throws<SettingsException>(() => Read(setting, value));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Contains("WhatsAppWeb", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_AreUsable() => WhatsAppWebOptions.From(new ConfigurationBuilder().Build(), new HostingEnvironment());

    [Fact]
    public void ArgumentsOfNode_AreForDevelopmentOnly()
    {
        Assert.Equal(["--trace-warnings", "--cpu-prof"], Read("NodeArguments", " --trace-warnings  --cpu-prof").NodeArgumentList);

        var problem = Assert.Throws<SettingsException>(() => Read("NodeArguments", "--trace-warnings", Environments.Production));
        Assert.Contains("WhatsAppWeb:NodeArguments is set, which is for Development only", problem.Message, StringComparison.Ordinal);
        Assert.Empty(Read("NodeArguments", " ", Environments.Production).NodeArgumentList);
    }

    private static WhatsAppWebOptions Read(string setting, string value, string environment = "Development") => WhatsAppWebOptions.From(
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"WhatsAppWeb:{setting}"] = value })
            .Build(),
        new HostingEnvironment { EnvironmentName = environment });
}
