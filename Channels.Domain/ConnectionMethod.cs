namespace Channels.Domain;

/// <summary>How a channel reaches WhatsApp. Stored by name: renaming a member needs a migration.</summary>
public enum ConnectionMethod
{
    /// <summary>A linked device, paired by QR code.</summary>
    WhatsAppWeb,

    /// <summary>Meta's WhatsApp Business Cloud API.</summary>
    MetaCloud,

    /// <summary>A pretended phone, for trying the console in development.</summary>
    Simulator,
}
