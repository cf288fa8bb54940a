using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>A reading of a number with which all is well.</summary>
internal static class Readings
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

    public static readonly NumberNode Good = new(
        "106540352242922", "+55 11 98765-4321", "Loja", "CONNECTED", "APPROVED", "GREEN", "VERIFIED", "CLOUD_API", "STANDARD", "TIER_250", false, []);

    public static readonly TokenInfo GoodToken = new(
        true, "670843887433847", "10222270944537964", null, ["102289599326934"], null);

    public static readonly MetaReading Reading = new(Now)
    {
        AppId = "670843887433847",
        Token = GoodToken,
        Number = Good,
        IsSubscribed = true,
    };
}
