using System.Collections.Concurrent;
using System.Text.Json;
using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Events;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Channels.App.Api.V1;

/// <summary>The streams of events that are open: so many for each key.</summary>
internal sealed class EventStreams(EventBell bell, IApiKeys keys, IOptions<JsonOptions> json, IHostApplicationLifetime app, TimeProvider time)
{
    private const int MostOfAKey = 5;

    /// <summary>Something is written at least that often, so that nobody in between takes the stream for dead.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, int> _open = new();

    /// <returns>Null where the key has as many as it may.</returns>
    public Stream? TryOpen(Guid key)
    {
        if (_open.AddOrUpdate(key, 1, (_, count) => count + 1) <= MostOfAKey)
        {
            return new Stream(this, key);
        }

        Close(key);
        return null;
    }

    private void Close(Guid key) => _open.AddOrUpdate(key, 0, (_, count) => count - 1);

    /// <summary>One of them (WHATWG HTML, server-sent events): the id of each event is the cursor behind it.</summary>
    internal sealed class Stream(EventStreams all, Guid key) : IDisposable
    {
        public void Dispose() => all.Close(key);

        /// <summary>Until the reader goes, the key works no more, or the app stops.</summary>
        public async Task RunAsync(HttpContext http, EventPage page)
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, all.AppStops);
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers["X-Accel-Buffering"] = "no";
            try
            {
                while (true)
                {
                    var next = all.Bell.Next;
                    await WriteAsync(http, page, ends.Token);
                    if (page.IsWhole && !await ComesWithinABeatAsync(next, ends.Token))
                    {
                        await http.Response.WriteAsync(": \n\n", ends.Token);
                    }

                    if (await ReadAsync(http, page.Next, ends.Token) is not { } read)
                    {
                        return;
                    }

                    page = read;
                }
            }
            catch (OperationCanceledException) when (ends.IsCancellationRequested)
            {
                // The reader is gone, or the app stops; it goes on from the last id.
            }
        }

        private async Task WriteAsync(HttpContext http, EventPage page, CancellationToken cancellationToken)
        {
            var (response, reader) = (http.Response, http.RequestServices.GetRequiredService<KeyDispatcher>().Holder);
            foreach (var read in page.Events)
            {
                var id = Cursors.Of(new EventCursor(page.Next.Log, read.Event.Sequence));
                var data = JsonSerializer.Serialize(EventModel.Of(read, page.Next.Log, reader), all.Json);
                await response.WriteAsync($"id: {id}\nevent: {read.Event.Type}\ndata: {data}\n\n", cancellationToken);
            }

            await response.Body.FlushAsync(cancellationToken);
        }

        private async Task<bool> ComesWithinABeatAsync(Task next, CancellationToken cancellationToken)
        {
            try
            {
                await next.WaitAsync(Beat, all.Time, cancellationToken);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        /// <returns>Null where the key works no more, or has lost its place.</returns>
        private async Task<EventPage?> ReadAsync(HttpContext http, EventCursor after, CancellationToken cancellationToken)
        {
            if (await all.Keys.FindActorAsync(KeyDoor.SecretOf(http.Request)!, cancellationToken) is not { } holder)
            {
                return null;
            }

            var sender = http.RequestServices.GetRequiredService<KeyDispatcher>();
            sender.Holder = holder;
            try
            {
                return await sender.SendAsync(new ReadEvents(after, ReadEvents.MostAtOnce), cancellationToken);
            }
            catch (RuleViolation)
            {
                return null;
            }
        }
    }

    private EventBell Bell => bell;

    private IApiKeys Keys => keys;

    private JsonSerializerOptions Json => json.Value.SerializerOptions;

    private CancellationToken AppStops => app.ApplicationStopping;

    private TimeProvider Time => time;
}
