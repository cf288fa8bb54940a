using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Channels.Tests.GraphServer;

/// <summary>
/// What goes wrong when a test says so. A call is meant by a part of its method and path without the version, such as
/// <c>register</c> or <c>GET /123</c>; the first trouble that means a call happens to it.
/// </summary>
internal sealed partial class MetaServer
{
    private ImmutableList<Trouble> _troubles = [];

    /// <summary>Refuses the next calls with an error of Graph. Throttling (4, 17, 80007, 130429) carries the usage headers.</summary>
    /// <param name="regainMinutes">How long a throttled caller is told to wait.</param>
    public void Fail(
        string match, int code, int? status = null, int? subcode = null, string? details = null, int times = 1, int regainMinutes = 19) =>
        Add(match, times, () =>
        {
            var answer = Answer(new GraphRefusal(code, $"(#{code}) Refused by the test", subcode, details));
            return answer with { Status = status ?? answer.Status, Headers = Usage.Headers(code, Partner.Id, regainMinutes) };
        });

    /// <summary>Answers the next calls as a proxy before Graph would.</summary>
    public void FailWithHtml(string match, int status = 502, int times = 1) =>
        FailWith(match, status, "<!DOCTYPE html><html><body><h1>Sorry, something went wrong.</h1></body></html>", times: times);

    /// <summary>Answers the next calls with anything.</summary>
    public void FailWith(string match, int status, string body, string contentType = "text/html; charset=utf-8", int times = 1) =>
        Add(match, times, () => new GraphAnswer(status, contentType, body));

    /// <summary>Cuts the connection of the next calls.</summary>
    /// <param name="afterTheDeed">What was asked for is done, and only the answer is lost.</param>
    public void Drop(string match, bool afterTheDeed = false, int times = 1) =>
        Add(new Trouble(match, times, afterTheDeed, (_, _) => Task.FromResult<GraphAnswer?>(GraphAnswer.None)));

    /// <summary>Lets the next calls wait for the test; for ever, if it never lets them go.</summary>
    /// <param name="afterTheDeed">What was asked for is done, and only the answer waits.</param>
    public Hold Hold(string match, bool afterTheDeed = false, int times = 1)
    {
        var hold = new Hold();
        Add(new Trouble(match, times, afterTheDeed, hold.WaitAsync));
        return hold;
    }

    /// <summary>Nothing goes wrong any more; what is held stays held.</summary>
    public void Recover() => _troubles = [];

    private void Add(string match, int times, Func<GraphAnswer> answer) =>
        Add(new Trouble(match, times, false, (_, _) => Task.FromResult<GraphAnswer?>(answer())));

    private void Add(Trouble trouble) => ImmutableInterlocked.Update(ref _troubles, x => x.Add(trouble));

    private Trouble? TakeTrouble(GraphRequest request) => _troubles.FirstOrDefault(x => x.Takes(request));

    private sealed class Trouble(string match, int times, bool isAfterTheDeed, Func<HttpContext, CancellationToken, Task<GraphAnswer?>> happen)
    {
        private int _left = times;

        public bool IsAfterTheDeed => isAfterTheDeed;

        public bool Takes(GraphRequest request) =>
            $"{request.Method} {request.Path}".Contains(match, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) >= 0;

        /// <returns>Null where the call goes on as if nothing had happened.</returns>
        public Task<GraphAnswer?> HappenAsync(HttpContext http, CancellationToken stopping) => happen(http, stopping);
    }
}

/// <summary>Calls that wait for the test.</summary>
internal sealed class Hold
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once the first of them is there.</summary>
    public Task Reached => _reached.Task;

    public void Release() => _released.TrySetResult();

    internal async Task<GraphAnswer?> WaitAsync(HttpContext http, CancellationToken stopping)
    {
        _reached.TrySetResult();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await _released.Task.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _released.Task.IsCompleted ? null : GraphAnswer.None;
    }
}
