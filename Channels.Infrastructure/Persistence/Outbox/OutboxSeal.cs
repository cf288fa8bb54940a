using Channels.Domain.Sending;
using Microsoft.AspNetCore.DataProtection;

namespace Channels.Infrastructure.Persistence.Outbox;

/// <summary>Seals what outgoing messages say, each for itself alone.</summary>
internal sealed class OutboxSeal(IDataProtectionProvider keys)
{
    private const string Purpose = "Outbox";

    public byte[] Close(Guid message, OutgoingContent content) => SealOf(message).Close(content.ToJson());

    /// <exception cref="CredentialsUnreadableException">It was sealed with keys that are gone.</exception>
    public OutgoingContent Open(Guid message, byte[] closed) => OutgoingContent.FromJson(SealOf(message).Open(closed));

    private Seal SealOf(Guid message) => new(keys, Purpose, message.ToString());
}
