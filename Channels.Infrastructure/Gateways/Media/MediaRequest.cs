using System.Net;
using Channels.Domain;

namespace Channels.Infrastructure.Gateways.Media;

/// <summary>Asks whoever keeps a medium for it.</summary>
internal static class MediaRequest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <param name="most">How many bytes may come.</param>
    /// <returns>An answer of which the body is still to come.</returns>
    /// <exception cref="RuleViolation"><see cref="Rule.MediaGone"/>, <see cref="Rule.MediaTooLarge"/></exception>
    /// <exception cref="GatewayUnavailable">It cannot be reached, or does not answer as such a host does.</exception>
    public static async Task<HttpResponseMessage> AskAsync(
        this HttpClient client, HttpRequestMessage request, MediaLimit limit, long most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (ProblemOf(answer, limit, most) is { } problem)
            {
                answer.Dispose();
                throw problem;
            }

            return answer;
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Without what it says: some quote the address, which opens the file.
            throw new GatewayUnavailable(ConnectionCause.NoAnswer, new InvalidOperationException(problem.GetType().Name));
        }
    }

    private static Exception? ProblemOf(HttpResponseMessage answer, MediaLimit limit, long most) => answer.StatusCode switch
    {
        HttpStatusCode.OK => answer.Content.Headers.ContentLength > most ? new RuleViolation(Rule.MediaTooLarge, limit.Megabytes) : null,
        // Media are kept for some weeks, and their addresses are good for less.
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone => new RuleViolation(Rule.MediaGone),
        _ => new GatewayUnavailable(ConnectionCause.HttpAnswer),
    };
}
