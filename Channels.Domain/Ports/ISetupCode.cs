namespace Channels.Domain.Ports;

/// <summary>The one-time code that the console printed for the first administrator.</summary>
public interface ISetupCode
{
    /// <summary>Whether a code was printed to recover access although people exist.</summary>
    bool IsRecovery { get; }

    /// <summary>Compares in constant time with the kept hash; false once the code was used.</summary>
    bool Matches(string code);

    /// <summary>Uses the code: of several at once, one gets it. Null where it does not match or was used.</summary>
    TakenSetupCode? Take(string code);

    /// <summary>What it was taken for did not come about.</summary>
    void GiveBack(TakenSetupCode taken);
}

/// <param name="IsRecovery">See <see cref="ISetupCode.IsRecovery"/>.</param>
public sealed record TakenSetupCode(IReadOnlyList<byte> Hash, bool IsRecovery);
