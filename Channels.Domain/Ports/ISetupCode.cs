namespace Channels.Domain.Ports;

/// <summary>The one-time code that the console printed for the first administrator.</summary>
public interface ISetupCode
{
    /// <summary>Whether a code was printed to recover access although people exist.</summary>
    bool IsRecovery { get; }

    /// <summary>Compares in constant time with the kept hash; false once the code was used.</summary>
    bool Matches(string code);

    /// <summary>The code was used.</summary>
    void Spend();
}
