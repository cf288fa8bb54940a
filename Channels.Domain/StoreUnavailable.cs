namespace Channels.Domain;

/// <summary>The store did not take a write: nothing of it is kept, and it can be tried again.</summary>
public sealed class StoreUnavailable : Exception
{
    public StoreUnavailable(StoreTrouble trouble, Exception? inner = null)
        : base($"Store unavailable: {trouble}", inner) => Trouble = trouble;

    public StoreTrouble Trouble { get; }
}
