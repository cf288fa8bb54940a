using Channels.Domain;
using Channels.Domain.UseCases.History;

namespace Channels.App.Features.History;

/// <summary>What of the audit an address shows, on the page and in the file. What it says of no use is as if it said nothing.</summary>
public sealed record AuditAddress(AuditPart Part, AuditFilter Only)
{
    public const string PartName = "mostrar";
    public const string ChannelName = "instancia";
    public const string PersonName = "pessoa";
    public const string TopicName = "tipo";

    private static readonly Dictionary<AuditPart, string> Parts = new()
    {
        [AuditPart.Channels] = "canais",
        [AuditPart.People] = "pessoas",
    };

    private static readonly Dictionary<AuditTopic, string> Topics = new()
    {
        [AuditTopic.Connection] = "conexao",
        [AuditTopic.Pairing] = "etapas",
        [AuditTopic.Check] = "conferencia",
        [AuditTopic.Setup] = "ajustes",
        [AuditTopic.Messages] = "mensagens",
        [AuditTopic.Removal] = "remocao",
        [AuditTopic.SignIn] = "acesso",
        [AuditTopic.Accounts] = "contas",
        [AuditTopic.Alerts] = "alertas",
        [AuditTopic.Integrations] = "integracoes",
    };

    /// <summary>From the question mark on; empty where everything is wanted.</summary>
    public string Query
    {
        get
        {
            (string Name, string? Value)[] said =
            [
                (PartName, Parts.GetValueOrDefault(Part)),
                (ChannelName, Only.Channel?.ToString()),
                (PersonName, Only.Person),
                (TopicName, Only.Topic is { } topic ? Topics[topic] : null),
            ];
            var query = string.Join('&', said.Where(x => x.Value is not null).Select(x => $"{x.Name}={Uri.EscapeDataString(x.Value!)}"));
            return query.Length == 0 ? "" : $"?{query}";
        }
    }

    public static AuditAddress Of(string? part, string? channel, string? person, string? topic) => new(
        Parts.FirstOrDefault(x => string.Equals(x.Value, part, StringComparison.OrdinalIgnoreCase)).Key,
        new AuditFilter(
            Guid.TryParse(channel, out var id) ? new ChannelId(id) : null,
            string.IsNullOrWhiteSpace(person) ? null : person,
            TopicOf(topic)));

    /// <param name="topic">As an address says it.</param>
    public static AuditTopic? TopicOf(string? topic) =>
        Topics.Where(x => string.Equals(x.Value, topic, StringComparison.OrdinalIgnoreCase)).Select(x => (AuditTopic?)x.Key).FirstOrDefault();

    public static string NameOf(AuditTopic topic) => Topics[topic];

    public ReadAudit Read(AuditMark? before, int count = 50) => new(Part, before, count) { Only = Only };
}
