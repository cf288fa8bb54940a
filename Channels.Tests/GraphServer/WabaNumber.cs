using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>A phone number of an account. Its texts are Meta's raw values, and any other text is allowed.</summary>
internal sealed class WabaNumber(string id, string wabaId, string displayNumber, TimeProvider time)
{
    private string _status = "PENDING";
    private string _platformType = "NOT_APPLICABLE";
    private string _throughputLevel = "NOT_APPLICABLE";

    public string Id => id;

    public string WabaId => wabaId;

    public string DisplayPhoneNumber { get; set; } = displayNumber;

    public string VerifiedName { get; set; } = "";

    public string Status
    {
        get => Settled()._status;
        set => Settled()._status = value;
    }

    public string PlatformType
    {
        get => Settled()._platformType;
        set => Settled()._platformType = value;
    }

    public string ThroughputLevel
    {
        get => Settled()._throughputLevel;
        set => Settled()._throughputLevel = value;
    }

    public string NameStatus { get; set; } = "APPROVED";

    public string QualityRating { get; set; } = "GREEN";

    public string CodeVerificationStatus { get; set; } = "VERIFIED";

    public string AccountMode { get; set; } = "LIVE";

    public string MessagingLimit { get; set; } = "TIER_250";

    /// <summary>In use in the WhatsApp Business app as well (coexistence).</summary>
    public bool IsOnBizApp { get; set; }

    /// <summary>Null answers that all is available.</summary>
    public JsonObject? HealthStatus { get; set; }

    /// <summary>Of the two-step verification; null while it is off.</summary>
    public string? Pin { get; set; }

    public DateTimeOffset? LastOnboarded { get; set; }

    /// <summary>Until when it cannot be registered because it was deleted a moment ago.</summary>
    public DateTimeOffset? DeletedUntil { get; set; }

    public WebhookOverride? Override { get; set; }

    public Attempts Registrations { get; } = new();

    public Attempts Deregistrations { get; } = new();

    public WrongPins WrongPins { get; } = new();

    /// <summary>When a running registration takes effect.</summary>
    public DateTimeOffset? ConnectsAt { get; set; }

    /// <summary>
    /// It leaves the Cloud API for now, and stays in the app on its owner's phone. What the node shows meanwhile Meta does not
    /// say: this is the worst of what was seen.
    /// </summary>
    public void Offboard() => (IsOnBizApp, Status, PlatformType, ThroughputLevel) = (false, "PENDING", "NOT_APPLICABLE", "NOT_APPLICABLE");

    public void Reconnect() => (IsOnBizApp, Status, PlatformType, ThroughputLevel) = (true, "CONNECTED", "CLOUD_API", "STANDARD");

    /// <summary>The country code of the number, as far as the tests use any.</summary>
    public string CountryCode => Digits(DisplayPhoneNumber) is ['1', ..] ? "1" : Digits(DisplayPhoneNumber)[..2];

    public static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    public void FinishRegistration()
    {
        ConnectsAt = null;
        (_status, _platformType, _throughputLevel) = ("CONNECTED", "CLOUD_API", "STANDARD");
        LastOnboarded = time.GetUtcNow();
    }

    public void Deregister()
    {
        ConnectsAt = null;
        (_status, _platformType, _throughputLevel) = ("DISCONNECTED", "NOT_APPLICABLE", "NOT_APPLICABLE");
    }

    private WabaNumber Settled()
    {
        if (ConnectsAt <= time.GetUtcNow())
        {
            FinishRegistration();
        }

        return this;
    }
}
