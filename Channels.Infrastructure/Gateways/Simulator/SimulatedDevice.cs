using System.Text.Json;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>What is kept of a linked virtual phone, where a real gateway keeps its credentials.</summary>
internal sealed record SimulatedDevice(string Number, string ProfileName)
{
    public bool Offline { get; init; }

    public bool Banned { get; init; }

    /// <summary>Null for a ban for good.</summary>
    public DateTimeOffset? BannedUntil { get; init; }

    public static SimulatedDevice? FromJson(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<SimulatedDevice>(json);

    public string ToJson() => JsonSerializer.Serialize(this);
}
