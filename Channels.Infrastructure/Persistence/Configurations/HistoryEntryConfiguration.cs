using Channels.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

/// <summary>No foreign key: a timeline outlives its channel.</summary>
internal sealed class HistoryEntryConfiguration : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.ToTable("History");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedOnAdd();
        builder.Property(x => x.ChannelName).HasMaxLength(ChannelName.MaxUtf16Units);
        builder.Property(x => x.Who).HasMaxLength(256);
        builder.Property(x => x.Detail).HasMaxLength(1000);
        builder.ComplexProperty(x => x.Reason, reason => reason.HasReasonColumns());
        builder.HasIndex(x => new { x.Channel, x.Id });
        builder.HasIndex(x => x.At);
    }
}
