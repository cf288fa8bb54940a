using Channels.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class WebhookEndpointConfiguration : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("WebhookEndpoints");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Address).HasMaxLength(WebhookEndpoint.MaxAddress);
        builder.Ignore(x => x.Host);
    }
}

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("WebhookDeliveries");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Type).HasMaxLength(60);
        builder.Property(x => x.Answer).HasMaxLength(WebhookOutcome.MaxAnswer);
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(x => x.Endpoint).OnDelete(DeleteBehavior.Cascade);

        // Each event once for each endpoint; also in the order of the log.
        builder.HasIndex(x => new { x.Endpoint, x.Sequence }).IsUnique();
        builder.HasIndex(x => new { x.Endpoint, x.Stage, x.NextTryAt });
        builder.HasIndex(x => x.Sequence);
    }
}
