using Channels.Domain;
using Channels.Domain.LinkedData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

/// <summary>No foreign keys: a receipt outlives both channels.</summary>
internal sealed class RemovalReceiptConfiguration : IEntityTypeConfiguration<RemovalReceipt>
{
    public void Configure(EntityTypeBuilder<RemovalReceipt> builder)
    {
        builder.ToTable("Receipts");
        builder.HasKey(x => x.Channel);
        builder.Property(x => x.Channel).ValueGeneratedNever();
        builder.Property(x => x.ChannelName).HasMaxLength(ChannelName.MaxUtf16Units);
        builder.Property(x => x.DestinationName).HasMaxLength(ChannelName.MaxUtf16Units);
        builder.Property(x => x.Who).HasMaxLength(256);
        builder.ComplexProperty(x => x.Moved, moved =>
        {
            moved.Ignore(x => x.Any);
            moved.Ignore(x => x.Resting);
            moved.ComplexProperty(x => x.Prompts);
            moved.ComplexProperty(x => x.Conversations);
            moved.ComplexProperty(x => x.FollowUps);
            moved.ComplexProperty(x => x.Schedules);
            moved.ComplexProperty(x => x.Integrations);
        });
        builder.HasIndex(x => x.StartedAt);
    }
}
