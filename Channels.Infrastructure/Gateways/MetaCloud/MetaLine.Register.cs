using System.Globalization;
using System.Security.Cryptography;
using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// Registers the number for the Cloud API. Meta takes ten tries in 72 hours and then none for as long (WhatsApp
/// documentation, Registration), so that what was refused waits for a person.
/// </summary>
internal sealed partial class MetaLine
{
    private const int TriesByItself = 3;
    private const int PinDigits = 6;

    private static readonly DoublingWait TryAgain = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

    /// <summary>How long a number that was accepted may take until it is connected.</summary>
    private static readonly TimeSpan Finishes = TimeSpan.FromMinutes(30);

    /// <summary>A person agreed that the number leaves the WhatsApp Business app: from here on it is as any other.</summary>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        await RunAsync(
            async () =>
            {
                if (await parts.Accounts.FindAsync(id, cancellationToken) is { NumberId: { } numberId })
                {
                    await parts.Tolds.KeepAsync(new MetaTold { About = numberId, Kind = ToldKind.TakenOver, ToldAt = Now }, cancellationToken);
                    await parts.Accounts.ChangeAsync(id, x => x.IsCoexistence = false, cancellationToken);
                }

                return true;
            },
            cancellationToken);
        await FinishAsync(pin: null, cancellationToken);
    }

    private async Task<MetaReading> RegisterAsync(
        MetaReading reading, MetaAccount account, string numberId, string token, bool byPerson, string? pin, CancellationToken cancellationToken)
    {
        if (!MetaTable.NeedsRegistration(reading))
        {
            if (account is { RegisterTries: > 0 } or { RegisterRefusal: not null })
            {
                await parts.Accounts.ChangeAsync(id, x => Note(x, refusal: null), cancellationToken);
            }

            return reading;
        }

        if (reading.IsSubscribed == false || reading.Number is null || NumberOf(reading.Number) is null)
        {
            return reading;
        }

        if (!MayTry(account, reading.Registration, byPerson, pin))
        {
            var goesOn = reading.Registration.Refusal is null && account.RegisterTries is > 0 and < TriesByItself;
            return goesOn ? reading with { Registration = new Registration(IsUnderWay: true) } : reading;
        }

        // Kept first: once Meta took it, nobody could tell any more which it was.
        var used = pin ?? (account.Pin is { } kept ? parts.Accounts.Open(id, kept) : NewPin());
        await parts.Accounts.ChangeAsync(id, x => Begin(x, used, byPerson), cancellationToken);
        await SayAsync(new StatusReason(ReasonCode.RegisteringNumber), cancellationToken);
        try
        {
            await Graph.RegisterAsync(numberId, token, used, cancellationToken);
        }
        catch (GraphException problem) when (RefusalOf(problem.Error, reading) is { } refusal)
        {
            Log.Refused(parts.Logger, id, "to register the number", problem.Error.Code, problem.Error.Trace);
            var noted = await parts.Accounts.ChangeAsync(id, x => Note(x, refusal), cancellationToken);
            return reading with { Registration = RegistrationOf(noted!) };
        }

        await parts.Accounts.ChangeAsync(id, x => x.RegisteredAt = Now, cancellationToken);
        return reading with
        {
            Registration = new Registration(IsUnderWay: true),
            Number = await Graph.ReadNumberAsync(numberId, token, cancellationToken),
        };
    }

    private bool MayTry(MetaAccount account, Registration registration, bool byPerson, string? pin)
    {
        if (registration is { IsPause: true, Until: { } until } && until > Now)
        {
            return false;
        }

        if (byPerson)
        {
            // Where the number has a PIN, one that was made up would be one more wrong guess.
            return pin is not null || registration is { IsUnderWay: false, Refusal: not ReasonCode.PinWrong };
        }

        return registration is { IsUnderWay: false } and ({ Refusal: null } or { IsPause: true })
            && account.RegisterTries < TriesByItself
            && !(Now - account.RegisterTriedAt < TryAgain.After(account.RegisterTries));
    }

    private Registration RegistrationOf(MetaAccount account) => new(
        account.RegisterRefusal is null && Now - account.RegisteredAt < Finishes,
        account.RegisterRefusal,
        account.RegisterText,
        account.RegisterWaitsUntil);

    /// <returns>Null where the refusal says nothing of the registration.</returns>
    private static Refusal? RefusalOf(GraphError error, MetaReading reading)
    {
        var row = ErrorTable.OfRegistration(error);
        var isBlocked = error.Code == 131031 && MetaTable.IsBlocked(reading);
        return row.Kind == GraphErrorKind.Registration && !isBlocked ? new Refusal(row.Reason!.Value, error.Text, row.Wait, IsGuess: error.Code is 133005 or 133008 or 131031) : null;
    }

    private void Begin(MetaAccount account, string pin, bool byPerson)
    {
        account.Pin = parts.Accounts.Seal(id, pin);
        account.RegisterTries = byPerson ? 1 : account.RegisterTries + 1;
        (account.RegisterTriedAt, account.RegisteredAt) = (Now, null);
        (account.RegisterRefusal, account.RegisterText, account.RegisterWaitsUntil) = (null, null, null);
    }

    private void Note(MetaAccount account, Refusal? refusal)
    {
        account.RegisterTries = refusal switch { null => 0, { IsGuess: true } => TriesByItself, _ => account.RegisterTries };
        account.RegisterRefusal = refusal?.Code;
        account.RegisterText = refusal?.Text is { Length: > StatusReason.MaxDetail } text ? text[..StatusReason.MaxDetail] : refusal?.Text;
        account.RegisterWaitsUntil = Now + refusal?.Wait;
        account.Pin = refusal is { IsGuess: true } ? null : account.Pin;
    }

    // Where the number has no PIN yet this becomes it; where it has one, Meta says so and a person is asked.
    private static string NewPin() =>
        RandomNumberGenerator.GetInt32((int)Math.Pow(10, PinDigits)).ToString("D6", CultureInfo.InvariantCulture);

    /// <param name="IsGuess">The PIN was wrong: it is not sent again, and none without a person.</param>
    private sealed record Refusal(ReasonCode Code, string? Text, TimeSpan? Wait, bool IsGuess);
}
