using System.Globalization;
using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>Sending: beside everything else, since messages need not wait for a reading.</summary>
internal sealed partial class MetaLine
{
    // WhatsApp documentation, Error codes: more than 24 hours since the contact last wrote.
    private const int WindowClosed = 131047;

    public async Task<SendOutcome> SendAsync(SendOrder order, CancellationToken cancellationToken)
    {
        if (await parts.Accounts.FindAsync(id, cancellationToken) is not { NumberId: { } numberId } account)
        {
            throw new GatewayUnavailable(ConnectionCause.Closed);
        }

        string token;
        try
        {
            token = TokenOf(account);
        }
        catch (CredentialsUnreadableException problem)
        {
            throw new GatewayUnavailable(ConnectionCause.Closed, problem);
        }

        try
        {
            return new SendOutcome(SendResult.Taken, await Graph.SendAsync(numberId, token, order, cancellationToken));
        }
        catch (GraphException problem)
        {
            return await HeedAsync(problem.Error, numberId, cancellationToken);
        }
        catch (GatewayUnavailable problem) when (problem.Cause is not (ConnectionCause.NoDns or ConnectionCause.Refused or ConnectionCause.Tls))
        {
            // It was on its way: with its own id along, a webhook may still say what became of it.
            return new SendOutcome(SendResult.Unanswered);
        }
    }

    /// <summary>What is refused for the connection's or the moment's sake waits; what is refused for its own sake is not sent.</summary>
    private async Task<SendOutcome> HeedAsync(GraphError error, string numberId, CancellationToken cancellationToken)
    {
        Log.Refused(parts.Logger, id, "a message", error.Code, error.Trace);
        var row = ErrorTable.Of(error);
        if (row.Reason == ReasonCode.PermissionLost)
        {
            // A reading may well need another permission than sending does.
            await parts.Tolds.KeepAsync(new MetaTold { About = numberId, Kind = ToldKind.SendingRefused, ToldAt = Now }, cancellationToken);
        }

        var ofTheLine = row.Kind is GraphErrorKind.Down or GraphErrorKind.NotRegistered;
        if (ofTheLine)
        {
            Hint();
        }

        return new SendOutcome(
            ofTheLine || row.IsPassing ? SendResult.NotSent : SendResult.Refused, Refusal: error.Code.ToString(CultureInfo.InvariantCulture))
        {
            Cause = error.Code == WindowClosed ? SendCause.WindowClosed : null,
        };
    }
}
