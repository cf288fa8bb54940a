namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>What <see cref="TickedFieldsWorker"/> last learnt of the app's webhook.</summary>
internal sealed class TickedFields
{
    private volatile bool _messagesAreMissing;

    /// <summary>Numbers connect, and nothing that customers write comes; false too while it is not known.</summary>
    public bool MessagesAreMissing
    {
        get => _messagesAreMissing;
        set => _messagesAreMissing = value;
    }
}
