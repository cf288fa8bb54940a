namespace Channels.Infrastructure.Persistence.Contents;

/// <summary>The key that the contents of one day are sealed under, sealed itself; once it is deleted nobody reads them any more.</summary>
internal sealed class ContentKey
{
    /// <summary>See <see cref="DateOnly.DayNumber"/>; days begin at midnight UTC.</summary>
    public required int Day { get; init; }

    public required byte[] Sealed { get; init; }
}
