using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class InboxConfiguration : IEntityTypeConfiguration<InboxRow>
{
    public void Configure(EntityTypeBuilder<InboxRow> builder)
    {
        builder.ToTable("Inbox");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Key).HasMaxLength(60);
        builder.HasIndex(x => new { x.Channel, x.Key }).IsUnique();
        builder.HasIndex(x => x.Day);
    }
}
