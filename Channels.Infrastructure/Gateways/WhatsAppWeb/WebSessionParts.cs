using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What the sessions of all channels share.</summary>
internal sealed record WebSessionParts(
    ISidecar Sidecar,
    ISessionKeys Keys,
    Outage Outage,
    GatewayVoice Voice,
    InboxReader Inbox,
    ProfilePictures Pictures,
    IOptions<WhatsAppWebOptions> Options,
    TimeProvider Time,
    ILogger<WebSession> Logger);
