using Channels.Domain;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.Official;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>The way from an authorization to a connection, and the reading that keeps its status true.</summary>
internal sealed partial class MetaLine
{
    private int _failures;
    private int _looks;

    private async Task<DateTimeOffset?> AdvanceAsync(bool byPerson, string? pin, CancellationToken cancellationToken)
    {
        var channel = await parts.FindAsync(id, cancellationToken);
        if (channel is null or { Removal: not null })
        {
            return null;
        }

        var account = await parts.Accounts.FindAsync(id, cancellationToken);
        if (!byPerson && await IsAwaitedAsync(channel, account, cancellationToken))
        {
            return null;
        }

        try
        {
            if (account is { IsLeft: true } && !byPerson)
            {
                await EndLeavingAsync(channel, cancellationToken);
            }

            if (account is null or { IsLeft: true })
            {
                await SayUnauthorizedAsync(channel, byPerson, cancellationToken);
                return null;
            }

            var reading = await TryAsync(account, TokenOf(account), channel, byPerson, pin, cancellationToken);
            _failures = 0;
            return reading is null ? null : await TellAsync(reading, channel, cancellationToken);
        }
        catch (CredentialsUnreadableException problem)
        {
            Log.Unreadable(parts.Logger, id, problem);
            await SayAsync(new StatusReason(ReasonCode.CredentialsUnreadable), cancellationToken);
            return null;
        }
        catch (GatewayUnavailable)
        {
            // Nothing is known, so that nothing changes; it is asked again sooner than usual.
            NextReadAt = Now + ReadWait.AfterFailure(_failures++, parts.Options.ReadsEvery);
            throw;
        }
    }

    /// <summary>Nothing is authorized: a channel that seems to be is told so, unless somebody just ended it and says so.</summary>
    private async Task SayUnauthorizedAsync(ChannelSnapshot channel, bool byPerson, CancellationToken cancellationToken)
    {
        var claims = channel.Status == ChannelStatus.Connected || ReasonTable.IsFinishing(channel.Reason.Code)
            || channel.Reason.Code is ReasonCode.ChooseNumber or ReasonCode.AccountWithoutNumber or ReasonCode.AccountNotNamed;
        if (byPerson || (claims && !_isLeft))
        {
            await SayAsync(new StatusReason(ReasonCode.AuthorizationInvalid), cancellationToken);
        }
    }

    /// <returns>What was read; null where there is no number to read yet.</returns>
    private async Task<MetaReading?> TryAsync(
        MetaAccount account, string token, ChannelSnapshot channel, bool byPerson, string? pin, CancellationToken cancellationToken)
    {
        var reading = new MetaReading(Now)
        {
            AppId = parts.Options.AppId,
            TokenEndsAt = account.TokenEndsAt,
            SettlesUntil = account.SettlesUntil,
            Told = await ListToldAsync(account, cancellationToken),
            WarnsBeforeEnd = parts.Options.WarnsBeforeEnd,
            LacksMessages = parts.Fields.MessagesAreMissing,
            IsFirst = channel is { Official: null, Outage: null },
        };
        try
        {
            reading = await CheckTokenAsync(reading, account, token, byPerson, cancellationToken);
            if (MetaTable.Of(reading) is not null)
            {
                // The authorization itself is no good.
                return reading;
            }

            if (account.NumberId is null && await DiscoverAsync(reading, account, token, channel, cancellationToken) is { } chosen)
            {
                account = chosen;
                reading = reading with { Told = await ListToldAsync(account, cancellationToken) };
            }

            if (account is not { NumberId: { } numberId, AccountId: { } accountId })
            {
                return null;
            }

            reading = reading with { Registration = RegistrationOf(account) };
            if (await LookAsync(numberId, token, channel, cancellationToken) is not { } number)
            {
                return reading with { IsMissing = true };
            }

            reading = reading with { Number = number };
            if (!await ClaimAsync(NumberOf(number), cancellationToken))
            {
                return null;
            }

            reading = await RememberAsync(reading, account, numberId, cancellationToken);

            // Whoever ends the subscription for want of others finishes first.
            var found = reading;
            reading = await parts.Turns.RunAsync(
                accountId, () => SubscribeAsync(found, accountId, token, channel, byPerson, cancellationToken), cancellationToken);
            return await RegisterAsync(reading, account, numberId, token, byPerson, pin, cancellationToken);
        }
        catch (GraphException problem)
        {
            Log.Refused(parts.Logger, id, "a reading", problem.Error.Code, problem.Error.Trace);
            if (ErrorTable.Of(problem.Error).IsPassing)
            {
                throw new GatewayUnavailable(ConnectionCause.ServiceUnavailable, problem);
            }

            // What was read before it may be half of the truth.
            return reading with { Refusal = problem.Error, Number = null };
        }
    }

    private async Task<MetaReading> CheckTokenAsync(
        MetaReading reading, MetaAccount account, string token, bool byPerson, CancellationToken cancellationToken)
    {
        var isDue = account.TokenCheckedAt is not { } checkedAt || Now - checkedAt >= parts.Options.ChecksTokenEvery;
        if (!isDue && !byPerson)
        {
            return reading;
        }

        var info = await Graph.DebugAsync(token, cancellationToken);
        var endsAt = (info.IsValid ? info.EndsAt : null) ?? account.TokenEndsAt;
        await parts.Accounts.ChangeAsync(id, x => (x.TokenCheckedAt, x.TokenEndsAt) = (Now, endsAt), cancellationToken);
        return reading with { Token = info, TokenEndsAt = endsAt };
    }

    /// <returns>False where this channel may not have the number, so that what was authorized is forgotten.</returns>
    private async Task<bool> ClaimAsync(PhoneNumber? number, CancellationToken cancellationToken)
    {
        if (number is not { } phone || await parts.Voice.SayAsync(new ObserveNumber(id, phone), cancellationToken))
        {
            return true;
        }

        await LeaveMetaAsync(mustTell: false, cancellationToken);
        return false;
    }

    private async Task<MetaReading> SubscribeAsync(
        MetaReading reading, string accountId, string token, ChannelSnapshot channel, bool byPerson, CancellationToken cancellationToken)
    {
        if (await Graph.IsSubscribedAsync(accountId, token, cancellationToken))
        {
            return reading with { IsSubscribed = true };
        }

        // Asked for once; where that did not help, a person may ask again.
        if (channel.Reason.Code == ReasonCode.WebhookNotSubscribed && !byPerson)
        {
            return reading with { IsSubscribed = false };
        }

        await SayAsync(new StatusReason(ReasonCode.SubscribingWebhook), cancellationToken);
        try
        {
            await Graph.SubscribeAsync(accountId, token, cancellationToken);
        }
        catch (GraphException problem) when (ErrorTable.Of(problem.Error) is { IsPassing: false, Kind: not GraphErrorKind.Down })
        {
            Log.Refused(parts.Logger, id, "to subscribe", problem.Error.Code, problem.Error.Trace);
            return reading with { IsSubscribed = false };
        }

        return reading with { IsSubscribed = await Graph.IsSubscribedAsync(accountId, token, cancellationToken) };
    }

    /// <summary>Tells what was read, in the order in which it means something.</summary>
    private async Task<DateTimeOffset?> TellAsync(MetaReading reading, ChannelSnapshot channel, CancellationToken cancellationToken)
    {
        var reason = Settled(Concrete(MetaTable.Of(reading), reading, channel), reading);
        var accepted = true;
        if (reason is { Status: ChannelStatus.Connected } && reading.Number is not null && NumberOf(reading.Number) is { } phone)
        {
            accepted = await parts.Voice.SayAsync(new ObserveLogin(id, phone) { Reason = reason }, cancellationToken);
        }
        else if (reason is not null)
        {
            await SayAsync(reason, cancellationToken);
        }

        if (!accepted)
        {
            await LeaveMetaAsync(mustTell: false, cancellationToken);
            return null;
        }

        if (reading.Number is { } number)
        {
            await parts.Voice.SayAsync(
                new ObserveOfficial(id, FactsOf(number, reading), number.VerifiedName), cancellationToken);
        }

        NextReadAt = NextLook(reason, reading.SettlesUntil);
        if (reason?.Status != ChannelStatus.Connected)
        {
            return null;
        }

        if (reading.SettlesUntil is not null)
        {
            await parts.Accounts.ChangeAsync(id, x => x.SettlesUntil = null, cancellationToken);
        }

        parts.Voice.Confirm(id);
        return Now;
    }

    /// <summary>What Meta leaves open changes nothing, except that nobody waits for a first connection for ever.</summary>
    private static StatusReason? Concrete(StatusReason? reason, MetaReading reading, ChannelSnapshot channel)
    {
        var lacksNumber = reason?.Status == ChannelStatus.Connected && reading.Number is { } found && NumberOf(found) is null;
        var waits = ReasonTable.IsFinishing(channel.Reason.Code) || ReasonTable.IsPairing(channel.Reason.Code);
        return !lacksNumber && (reason is not null || !waits) ? reason
            : reading.Refusal is { } refusal ? new StatusReason(ReasonCode.AuthorizationFailed) { Detail = refusal.Text }
            : new StatusReason(ReasonCode.NumberOffAtMeta) { Detail = lacksNumber ? reading.Number?.Display : reading.Number?.Status };
    }

    /// <summary>Meta can lag behind what was just authorized: what may still change soon is not final before its time is over.</summary>
    private static StatusReason? Settled(StatusReason? reason, MetaReading reading) =>
        reading.SettlesUntil > reading.Now && reason is not null && MetaTable.MaySettle(reason, reading)
            ? new StatusReason(ReasonCode.NumberSettling)
            : reason;

    private DateTimeOffset NextLook(StatusReason? reason, DateTimeOffset? settlesUntil)
    {
        switch (reason?.Code)
        {
            case ReasonCode.RegisteringNumber:
                return Now + ReadWait.AfterLook(_looks++, parts.Options.FirstLook, parts.Options.ReadsEvery);
            case ReasonCode.NumberSettling:
                return LookSoon(settlesUntil);
            default:
                _looks = 0;
                return Now + ReadWait.Usual(parts.Options.ReadsEvery);
        }
    }

    /// <summary>When to look again for what Meta is expected to say soon.</summary>
    private DateTimeOffset LookSoon(DateTimeOffset? settlesUntil)
    {
        var next = Now + ReadWait.WhileSettling(_looks++);
        return next < settlesUntil ? next : settlesUntil > Now ? settlesUntil.Value : Now + ReadWait.Usual(parts.Options.ReadsEvery);
    }

    private static OfficialNumber FactsOf(NumberNode number, MetaReading reading) => new(
        reading.Now,
        Cut(number.Quality),
        Cut(number.Limit),
        Cut(number.NameStatus),
        Cut(MetaTable.UnknownStatusOf(number)),
        reading.TokenEndsAt);

    internal static PhoneNumber? NumberOf(NumberNode number) =>
        PhoneNumber.FromDigits(string.Concat((number.Display ?? "").Where(char.IsAsciiDigit)));

    private static string? Cut(string? value) =>
        value is { Length: > OfficialNumber.MaxValue } ? value[..OfficialNumber.MaxValue] : value;
}
