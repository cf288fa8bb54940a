using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Channels.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace Channels.Tests.GraphServer;

/// <summary>Sends webhooks as Meta does (contract, 3): signed over the bytes, more than one in a body, again until somebody answers 200.</summary>
internal sealed class Webhooks(MetaServer server) : IDisposable
{
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(7);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience.Limit };
    private readonly ConcurrentQueue<Delivery> _deliveries = new();

    /// <summary>The app's own callback; nothing is sent while it is null.</summary>
    public string? Callback { get; set; }

    /// <summary>What was sent, in order.</summary>
    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    /// <summary>Enters a callback in the app's dashboard, which asks it to prove that it knows the token.</summary>
    /// <returns>Whether it did. Otherwise the callback stays what it was.</returns>
    public async Task<bool> ConfigureAsync(string callback, string verifyToken)
    {
        if (!await ChallengeAsync(callback, verifyToken))
        {
            return false;
        }

        Callback = callback;
        return true;
    }

    /// <summary>Sends everything in one body for each address that it goes to.</summary>
    /// <returns>None for what nobody is subscribed to.</returns>
    public async Task<IReadOnlyList<Delivery>> SendAsync(params IReadOnlyList<WebhookChange> changes)
    {
        var sent = new List<Delivery>();
        foreach (var group in changes.Select(x => (Target: TargetOf(x), Change: x)).Where(x => x.Target is not null).GroupBy(x => x.Target!, x => x.Change))
        {
            Note([.. group]);
            sent.Add(await PostAsync(MetaJson.Write(WebhookChange.Envelope([.. group])), target: group.Key));
        }

        return sent;
    }

    /// <summary>Sends each in a body of its own, in an order that the seed decides.</summary>
    public async Task<IReadOnlyList<Delivery>> SendShuffledAsync(int seed, params IReadOnlyList<WebhookChange> changes)
    {
        var order = changes.ToArray();
        new Random(seed).Shuffle(order);
        var sent = new List<Delivery>();
        foreach (var change in order)
        {
            sent.AddRange(await SendAsync(change));
        }

        return sent;
    }

    /// <summary>Sends a body as it is.</summary>
    public Task<Delivery> PostAsync(string body, Signing signing = Signing.Right, string? target = null) =>
        PostAsync(Encoding.UTF8.GetBytes(body), signing, target);

    /// <inheritdoc cref="PostAsync(string, Signing, string?)"/>
    public async Task<Delivery> PostAsync(byte[] body, Signing signing = Signing.Right, string? target = null)
    {
        var signature = signing switch
        {
            Signing.Right => "sha256=" + MetaJson.Hmac(server.AppSecret, body),
            Signing.Wrong => "sha256=" + MetaJson.Hmac(server.AppSecret + "x", body),
            _ => null,
        };
        var delivery = new Delivery(
            target ?? Callback ?? throw new InvalidOperationException("There is no callback."), body, signature, server.Time.GetUtcNow());
        _deliveries.Enqueue(delivery);
        await RepeatAsync(delivery);
        return delivery;
    }

    /// <summary>Sends the very same bytes again.</summary>
    public async Task RepeatAsync(Delivery delivery)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Target) { Content = new ByteArrayContent(delivery.Body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.UserAgent.ParseAdd("facebookexternalua");
        if (delivery.Signature is not null)
        {
            request.Headers.Add("X-Hub-Signature-256", delivery.Signature);
        }

        try
        {
            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            delivery.Answered((int)response.StatusCode);
        }
        catch (Exception nobody) when (nobody is HttpRequestException or OperationCanceledException)
        {
            delivery.Answered(null);
        }
    }

    /// <summary>Sends again whatever was not answered with 200 within the last seven days, once each. Meta does so in growing intervals.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RetryAsync()
    {
        var open = _deliveries.Where(x => x.Status != 200 && server.Time.GetUtcNow() - x.FirstSentAt < GivesUpAfter).ToList();
        foreach (var delivery in open)
        {
            await RepeatAsync(delivery);
        }

        return open.Count;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Takes <c>override_callback_uri</c> and <c>verify_token</c>, if they are there and the address answers for them.</summary>
    internal async Task<string?> CheckOverrideAsync(JsonObject configuration)
    {
        if (configuration.Text("override_callback_uri") is not { Length: > 0 } callback)
        {
            return null;
        }

        if (callback.Length > 200 || configuration.Text("verify_token") is not { Length: > 0 } token)
        {
            throw new GraphRefusal(100, "(#100) Invalid parameter");
        }

        return await ChallengeAsync(callback, token)
            ? callback
            : throw new GraphRefusal(100, "(#100) Webhook callback URL is not reachable or invalid", status: 422);
    }

    private async Task<bool> ChallengeAsync(string callback, string verifyToken)
    {
        var challenge = RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var address = QueryHelpers.AddQueryString(callback, new Dictionary<string, string?>
        {
            ["hub.mode"] = "subscribe",
            ["hub.challenge"] = challenge,
            ["hub.verify_token"] = verifyToken,
        });
        try
        {
            using var response = await _http.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
            return (int)response.StatusCode == 200
                && await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) == challenge;
        }
        catch (Exception nobody) when (nobody is HttpRequestException or OperationCanceledException or UriFormatException)
        {
            return false;
        }
    }

    // The most particular callback wins, for the fields that know of any but the app's (contract, 0.2 and 2.7).
    private string? TargetOf(WebhookChange change)
    {
        var waba = server.World.FindWaba(change.WabaId);
        if (waba?.Subscription is null && !change.IsOfPartner)
        {
            return null;
        }

        return change.MayBeOverridden
            ? server.World.FindNumber(change.NumberId ?? "")?.Override?.Callback ?? waba?.Subscription?.Callback ?? Callback
            : Callback;
    }

    // Whom a text was delivered from, may be answered for a day.
    private void Note(IReadOnlyList<WebhookChange> changes)
    {
        foreach (var change in changes.Where(x => x.Field == "messages"))
        {
            if (server.World.FindNumber(change.NumberId ?? "") is { } number && change.Value["messages"] is JsonArray messages)
            {
                foreach (var message in messages)
                {
                    server.World.Hear(number, (string)message!["from"]!);
                }
            }
        }
    }
}

internal enum Signing
{
    Right,
    Wrong,
    None,
}

/// <summary>A body that was sent, and may be sent again.</summary>
internal sealed class Delivery(string target, byte[] body, string? signature, DateTimeOffset firstSentAt)
{
    public string Target => target;

    public byte[] Body => body;

    public string? Signature => signature;

    public DateTimeOffset FirstSentAt => firstSentAt;

    public int Attempts { get; private set; }

    /// <summary>Of the last answer; null where nobody answered.</summary>
    public int? Status { get; private set; }

    public void Answered(int? status)
    {
        Attempts++;
        Status = status;
    }
}
