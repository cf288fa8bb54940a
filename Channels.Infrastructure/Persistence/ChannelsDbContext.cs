using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Contacts;
using Channels.Domain.Events;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.Proxies;
using Channels.Domain.Sending;
using Channels.Domain.Webhooks;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.MetaCloud.Webhooks;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Infrastructure.Persistence.Outbox;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class ChannelsDbContext(DbContextOptions<ChannelsDbContext> options)
    : IdentityUserContext<User>(options)
{
    public DbSet<Channel> Channels => Set<Channel>();

    public DbSet<ChannelSigns> Signs => Set<ChannelSigns>();

    public DbSet<UnusedCount> Unused => Set<UnusedCount>();

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<ContactIdentity> ContactIdentities => Set<ContactIdentity>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<MessageContent> MessageContents => Set<MessageContent>();

    public DbSet<ContentKey> ContentKeys => Set<ContentKey>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<OutgoingMessage> Outgoing => Set<OutgoingMessage>();

    public DbSet<OutboxContent> OutboxContents => Set<OutboxContent>();

    public DbSet<LogEvent> Events => Set<LogEvent>();

    public DbSet<EventLog> EventLogs => Set<EventLog>();

    public DbSet<LinkedItem> LinkedItems => Set<LinkedItem>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<ChannelRedirect> Redirects => Set<ChannelRedirect>();

    public DbSet<RemovalReceipt> Receipts => Set<RemovalReceipt>();

    public DbSet<GatewayJob> Jobs => Set<GatewayJob>();

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<TraceEntry> Trace => Set<TraceEntry>();

    public DbSet<StoredPicture> Pictures => Set<StoredPicture>();

    public DbSet<SessionKey> SessionKeys => Set<SessionKey>();

    public DbSet<LineProxy> Proxies => Set<LineProxy>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<MetaAccount> MetaAccounts => Set<MetaAccount>();

    public DbSet<MetaTold> MetaTold => Set<MetaTold>();

    public DbSet<MetaAttempt> MetaAttempts => Set<MetaAttempt>();

    public DbSet<MetaPartner> MetaPartners => Set<MetaPartner>();

    public DbSet<MetaNotice> MetaNotices => Set<MetaNotice>();

    public DbSet<AlertSettings> AlertSettings => Set<AlertSettings>();

    public DbSet<Incident> Incidents => Set<Incident>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<TimelineMark> TimelineMarks => Set<TimelineMark>();

    /// <summary>Deletes what every gateway keeps to log the channel in, and the proxy that it was to go through.</summary>
    public async Task DeleteCredentialsAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await SessionKeys.Where(x => x.Channel == id).ExecuteDeleteAsync(cancellationToken);
        await MetaAccounts.Where(x => x.Channel == id).ExecuteDeleteAsync(cancellationToken);
        await Proxies.Where(x => x.Channel == id).ExecuteDeleteAsync(cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ChannelsDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite neither orders nor compares DateTimeOffset; ticks are the same on every provider.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<ChannelId>().HaveConversion<ChannelIdText>();
        configurationBuilder.Properties<PhoneNumber>().HaveConversion<PhoneNumberDigits>().HaveMaxLength(15);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }
}
