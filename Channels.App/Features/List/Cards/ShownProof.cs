using Channels.Domain;

namespace Channels.App.Features.List.Cards;

/// <summary>
/// The proof of one channel as it was when its place on the page was made. What is new since then the browser is told
/// (js/proofs.js keeps the latest of each), so that no drawing depends on it; until disposed.
/// </summary>
/// <param name="proofs">What the page knows.</param>
/// <param name="id">The shown channel.</param>
/// <param name="from">Now.</param>
public sealed class ShownProof(BoardProofs proofs, ChannelId id, DateTimeOffset from) : IDisposable
{
    private bool _over;

    public ChannelProof Proof { get; } = proofs.Of(id);

    public DateTimeOffset From => from;

    /// <inheritdoc cref="BoardProofs.PatienceWith"/>
    public TimeSpan? PatienceWith(ConnectionMethod method) => proofs.PatienceWith(method);

    public void Dispose()
    {
        if (!_over)
        {
            _over = true;
            proofs.Hide(id);
        }
    }
}
