namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>
/// What Graph says of a call that it refuses. Meta asks to tell errors apart by <see cref="Code"/>, not by HTTP status
/// or subcode (WhatsApp documentation, Error codes); only code 190 needs its subcode.
/// </summary>
/// <param name="Text">Meta's own words, in the most telling form that there is: untrusted text.</param>
/// <param name="Trace">Meta's id of the call, to be told to its support.</param>
internal sealed record GraphError(int Code, int? Subcode, string Text, string? Trace)
{
    /// <summary>What Graph adds of the particular case, where it adds anything.</summary>
    public string? Details { get; init; }
}

/// <summary>Graph answered, and refused.</summary>
internal sealed class GraphException(GraphError error) : Exception($"Graph error {error.Code}/{error.Subcode}, trace {error.Trace}")
{
    public GraphError Error { get; } = error;
}
