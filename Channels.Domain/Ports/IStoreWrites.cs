namespace Channels.Domain.Ports;

/// <summary>Tells whoever keeps something that it read whether that can still be true.</summary>
public interface IStoreWrites
{
    /// <summary>
    /// Grows with every write, before anybody hears of it. What was read after one count was seen is what stands there for as
    /// long as that count does; counts of two processes have nothing to do with one another.
    /// </summary>
    long Count { get; }
}
