using Channels.Domain.UseCases.History;

namespace Channels.App.Features.History;

/// <summary>Which part of the audit an address shows, on the page and in the file.</summary>
internal static class AuditAddress
{
    public const string Parameter = "mostrar";

    private static readonly Dictionary<AuditPart, string> InAddress = new()
    {
        [AuditPart.Channels] = "canais",
        [AuditPart.People] = "pessoas",
    };

    /// <param name="shown">What the address says; anything else than a part's name means everything.</param>
    public static AuditPart PartOf(string? shown) =>
        InAddress.FirstOrDefault(x => string.Equals(x.Value, shown, StringComparison.OrdinalIgnoreCase)).Key;

    /// <summary>From the question mark on; empty where everything is wanted.</summary>
    public static string QueryOf(AuditPart part) => InAddress.TryGetValue(part, out var name) ? $"?{Parameter}={name}" : "";
}
