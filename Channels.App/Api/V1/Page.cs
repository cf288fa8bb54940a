namespace Channels.App.Api.V1;

/// <summary>A part of a list, and where it goes on.</summary>
/// <param name="Next">For <c>cursor</c> or <c>after</c>; null where there is nothing more, except in a log, which always goes on.</param>
internal sealed record Page<T>(IReadOnlyList<T> Data, string? Next)
{
    public const int Usual = 50;
    public const int Most = 200;

    /// <param name="found">One more than <paramref name="take"/>, where there is more.</param>
    public static Page<T> Of(IReadOnlyList<T> found, int take, Func<T, string> cursor) =>
        new([.. found.Take(take)], found.Count > take ? cursor(found[take - 1]) : null);

    public static int Limit(int? asked) => Math.Clamp(asked ?? Usual, 1, Most);
}
