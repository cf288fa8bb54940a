using System.Reflection;
using System.Text.RegularExpressions;

namespace Channels.Tests.GraphServer;

public sealed partial class IndependenceTests
{
    // A name that both sides took from one place would be right for both and wrong for Meta.
    [Fact]
    public void Server_KnowsNothingOfTheConsole()
    {
        var neighbor = typeof(IndependenceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == "WhatsAppServer").Value!;
        var files = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(neighbor)!, "..", "GraphServer"), "*.cs");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(OfTheConsole(), File.ReadAllText(file)));
    }

    [GeneratedRegex(@"using (static )?Channels\.(?!Tests\.Support;)|\bChannels\.(Domain|Infrastructure|App)\b")]
    private static partial Regex OfTheConsole();
}
