using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Channels.Domain;
using Polly.Timeout;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>Why Graph could not be asked.</summary>
internal static class GraphTransport
{
    /// <returns>Null for what is no trouble on the way.</returns>
    public static ConnectionCause? CauseOf(Exception problem, CancellationToken cancellationToken) => problem switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        TimeoutRejectedException or OperationCanceledException => ConnectionCause.NoAnswer,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => ConnectionCause.NoDns,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => ConnectionCause.Tls,
        HttpRequestException { InnerException: AuthenticationException } => ConnectionCause.Tls,
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => ConnectionCause.Refused,
        HttpRequestException or IOException => ConnectionCause.Lost,
        _ => null,
    };

    /// <summary>Of an answer that is not in Graph's form.</summary>
    public static ConnectionCause CauseOf(HttpStatusCode status) => (int)status switch
    {
        >= 500 or 429 => ConnectionCause.ServiceUnavailable,
        >= 200 and < 300 => ConnectionCause.NotWhatsApp,
        _ => ConnectionCause.HttpAnswer,
    };

    /// <summary>What may be kept of it: some carry the address, in which there may be a code or a token.</summary>
    public static Exception WithoutAddress(Exception problem) =>
        new InvalidOperationException($"{problem.GetType().Name}{(problem.InnerException is { } inner ? $" ← {inner.GetType().Name}" : "")}");
}
