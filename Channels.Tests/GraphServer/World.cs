using System.Collections.Concurrent;
using System.Globalization;

namespace Channels.Tests.GraphServer;

/// <summary>What there is at Meta: businesses, their WhatsApp accounts and numbers. A test changes it at any time.</summary>
internal sealed class World(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Waba> _wabas = new();
    private readonly ConcurrentDictionary<string, WabaNumber> _numbers = new();
    private readonly ConcurrentDictionary<(string NumberId, string Contact), DateTimeOffset> _heard = new();
    private readonly ConcurrentQueue<SentMessage> _sent = new();
    private long _lastId = 102_290_129_340_398;

    /// <summary>What was accepted for sending, in order.</summary>
    public IReadOnlyList<SentMessage> Sent => [.. _sent];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Waba> Wabas => [.. _wabas.Values.OrderByDescending(x => x.Id, StringComparer.Ordinal)];

    /// <summary>Meta's ids are numbers written as text; later ones are greater here.</summary>
    public string NewId() => Interlocked.Add(ref _lastId, 1_000_003).ToString(CultureInfo.InvariantCulture);

    public Business AddBusiness(string name) => new(NewId(), name);

    public Waba AddWaba(Business owner, string name)
    {
        var waba = new Waba(NewId(), owner, name);
        _wabas[waba.Id] = waba;
        return waba;
    }

    /// <summary>An account of a new business with the same name.</summary>
    public Waba AddWaba(string name) => AddWaba(AddBusiness(name), name);

    /// <summary>A fresh number: verified and not registered.</summary>
    /// <param name="displayNumber">In whatever format Meta shows it: <c>+55 11 99999-1234</c> or <c>15555555555</c>.</param>
    public WabaNumber AddNumber(Waba waba, string displayNumber, string verifiedName = "Loja Exemplo")
    {
        var number = new WabaNumber(NewId(), waba.Id, displayNumber, time) { VerifiedName = verifiedName };
        _numbers[number.Id] = number;
        return number;
    }

    /// <summary>A number that is registered and in use.</summary>
    public WabaNumber AddConnectedNumber(Waba waba, string displayNumber, string verifiedName = "Loja Exemplo")
    {
        var number = AddNumber(waba, displayNumber, verifiedName);
        number.FinishRegistration();
        return number;
    }

    public void Remove(Waba waba) => _wabas.TryRemove(waba.Id, out _);

    public void Remove(WabaNumber number) => _numbers.TryRemove(number.Id, out _);

    public Waba? FindWaba(string id) => _wabas.GetValueOrDefault(id);

    public WabaNumber? FindNumber(string id) => _numbers.GetValueOrDefault(id);

    /// <summary>The last onboarded first.</summary>
    public IReadOnlyList<WabaNumber> NumbersOf(Waba waba) =>
        [.. _numbers.Values.Where(x => x.WabaId == waba.Id).OrderByDescending(x => x.LastOnboarded).ThenByDescending(x => x.Id, StringComparer.Ordinal)];

    /// <summary>A contact wrote to the number, which opens the window of 24 hours.</summary>
    public void Hear(WabaNumber number, string contact) => _heard[(number.Id, BrazilianDigits.WithoutNinth(contact))] = time.GetUtcNow();

    public bool HeardWithinADay(WabaNumber number, string contact) =>
        _heard.TryGetValue((number.Id, BrazilianDigits.WithoutNinth(contact)), out var at) && time.GetUtcNow() - at < TimeSpan.FromHours(24);

    public void Take(SentMessage message) => _sent.Enqueue(message);
}

internal sealed record Business(string Id, string Name);

/// <param name="WaId">Whom WhatsApp knows the recipient as; of one who shows no number, the user id.</param>
internal sealed record SentMessage(string Id, string NumberId, string Input, string WaId, string? Text, DateTimeOffset At)
{
    public string Type { get; init; } = "text";

    /// <summary>Whatever the sender wants back with each status.</summary>
    public string? CallbackData { get; init; }
}

/// <summary>A WhatsApp Business account.</summary>
internal sealed class Waba(string id, Business owner, string name)
{
    public string Id => id;

    public Business Owner => owner;

    public string Name { get; set; } = name;

    /// <summary>The subscription of the app under test; null while there is none.</summary>
    public WebhookOverride? Subscription { get; set; }

    /// <summary>Apps of others that are subscribed too.</summary>
    public IReadOnlyList<(string Id, string Name)> OtherApps { get; set; } = [];
}

/// <param name="Callback">Null leaves deliveries to the app's own callback.</param>
internal sealed record WebhookOverride(string? Callback);


/// <summary>Brazil's mobile numbers have a ninth digit that WhatsApp's ids may lack, or have where the number lacks it (contract, 0.7).</summary>
internal static class BrazilianDigits
{
    private const int CountryAndArea = 4;

    public static string OtherForm(string digits) =>
        IsLong(digits) ? digits.Remove(CountryAndArea, 1)
        : IsShort(digits) ? digits.Insert(CountryAndArea, "9")
        : digits;

    public static string WithoutNinth(string digits) => IsLong(digits) ? OtherForm(digits) : digits;

    private static bool IsLong(string digits) => digits.Length == 13 && digits.StartsWith("55", StringComparison.Ordinal) && digits[CountryAndArea] == '9';

    private static bool IsShort(string digits) => digits.Length == 12 && digits.StartsWith("55", StringComparison.Ordinal) && digits[CountryAndArea] >= '6';
}
