namespace Channels.Domain.Access;

/// <summary>Where a person sends from.</summary>
/// <param name="Device">The browser's own description of itself (its <c>User-Agent</c>), as it was sent; cut after <see cref="MaxDevice"/> characters.</param>
/// <param name="Address">The network address, as the console sees it.</param>
public sealed record Client(string? Device, string? Address)
{
    public const int MaxDevice = 300;
    public const int MaxAddress = 45;

    public static readonly Client Unknown = new(null, null);

    public string? Device { get; } = Start(Device, MaxDevice);

    public string? Address { get; } = Start(Address, MaxAddress);

    private static string? Start(string? text, int length) => text is { Length: > 0 } ? text[..Math.Min(text.Length, length)] : null;
}
