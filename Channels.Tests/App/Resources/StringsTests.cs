using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Channels.App.Components;
using Channels.App.Features.Queue;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.History;
using Channels.Tests.Support;

namespace Channels.Tests.App.Resources;

public sealed partial class StringsTests
{
    private static readonly string[] Patterns = ["*.razor", "*.cs"];
    private static readonly Dictionary<string, string> English = Read("");
    private static readonly Dictionary<string, string> Portuguese = Read("pt-BR");

    /// <summary>Families of keys of which code makes the last part.</summary>
    public static TheoryData<string, Type> Families => new()
    {
        { "Rule_", typeof(Rule) },
        { "Scope_", typeof(ApiScope) },
        { "Reason_", typeof(ReasonCode) },
        { "Cause_", typeof(ConnectionCause) },
        { "Store_", typeof(StoreTrouble) },
        { "StoreStrip_Step_", typeof(StoreTrouble) },
        { "Obstacle_", typeof(GatewayObstacle) },
        { "Status_", typeof(ChannelStatus) },
        { "Method_", typeof(ConnectionMethod) },
        { "Action_", typeof(CardAction) },
        { "AlertRoute_", typeof(AlertRoute) },
        { "AlertKind_", typeof(AlertKind) },
        { "AlertTrouble_", typeof(AlertTrouble) },
        { "DeliveryState_", typeof(DeliveryState) },
        { "MailSecurity_", typeof(MailSecurity) },
        { "Linked_", typeof(LinkedKind) },
        { "History_", typeof(HistoryKind) },
        { "SendState_", typeof(SendState) },
        { "SendCause_", typeof(SendCause) },
        { "QueuePart_", typeof(QueuePart) },
        { "Queue_Empty_", typeof(QueuePart) },
        { "QueueStep_", typeof(QueueStep) },
        { "Manner_", typeof(ContactManner) },
        { "Trace_", typeof(TraceKind) },
        { "Audit_", typeof(AuditPart) },
        { "AuditTopic_", typeof(AuditTopic) },
    };

    [Fact]
    public void BothLanguages_HaveTheSameKeys() => Assert.Equal(English.Keys.Order(), Portuguese.Keys.Order());

    [Fact]
    public void BothLanguages_HaveTheSamePlaceholders() =>
        Assert.DoesNotContain(English.Keys, key => !PlaceholdersOf(English[key]).SetEquals(PlaceholdersOf(Portuguese[key])));

    [Fact]
    public void ThisProduct_IsNoConsole() =>
        Assert.DoesNotContain(English.Concat(Portuguese), x => x.Value.Contains("console", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void NoText_IsEmpty() =>
        Assert.DoesNotContain(English.Concat(Portuguese), x => string.IsNullOrWhiteSpace(x.Value));

    [Theory]
    [MemberData(nameof(Families))]
    public void EveryCode_HasWords(string family, Type codes) =>
        Assert.DoesNotContain(Enum.GetNames(codes), name => !English.ContainsKey(family + name));

    [Fact]
    public void EveryKey_IsUsed()
    {
        var made = Families.SelectMany(x => Enum.GetNames(x.Data.Item2).Select(name => x.Data.Item1 + name)).ToHashSet();
        var source = string.Concat(Sources().Select(File.ReadAllText));
        // A key that code makes is written with its changing part open: Connect_Panel_{Stage}.
        var patterns = KeyWithHoles().Matches(source)
            .Select(x => new Regex($"^{Hole().Replace(x.Groups[1].Value, "[A-Za-z0-9]+")}$")).ToList();

        Assert.DoesNotContain(
            English.Keys,
            key => !key.StartsWith("Mud_", StringComparison.Ordinal)
                && !made.Contains(key)
                && !source.Contains($"\"{key}\"", StringComparison.Ordinal)
                && !patterns.Any(pattern => pattern.IsMatch(key)));
    }

    [Fact]
    public void EveryKeyInCode_Exists() =>
        Assert.DoesNotContain(
            Sources().Select(File.ReadAllText).SelectMany(x => KeyInCode().Matches(x)),
            x => !English.ContainsKey(x.Groups[1].Value));

    private static IEnumerable<string> Sources() =>
        Patterns.SelectMany(
            pattern => Directory.EnumerateFiles(AppFolder.Path, pattern, SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static HashSet<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(x => x.Value)];

    private static Dictionary<string, string> Read(string culture)
    {
        var manager = new ResourceManager(typeof(Strings));
        var set = manager.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!;
        return set.Cast<DictionaryEntry>().ToDictionary(x => (string)x.Key, x => (string)x.Value!);
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$""([A-Z][A-Za-z]+_?[A-Za-z0-9_{}.()]*\{[A-Za-z.()]+\}[A-Za-z0-9_{}.()]*)""")]
    private static partial Regex KeyWithHoles();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"L\[""([A-Za-z0-9_]+)""")]
    private static partial Regex KeyInCode();
}
