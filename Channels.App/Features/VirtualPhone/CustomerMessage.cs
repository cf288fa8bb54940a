using Channels.Domain;

namespace Channels.App.Features.VirtualPhone;

/// <summary>What somebody wrote as a customer.</summary>
public sealed record CustomerMessage(PhoneNumber From, string? Name, string Text);
