using Channels.Domain;
using Channels.Domain.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class UnusedCountConfiguration : IEntityTypeConfiguration<UnusedCount>
{
    public void Configure(EntityTypeBuilder<UnusedCount> builder)
    {
        builder.ToTable("Unused");
        builder.HasKey(x => new { x.Channel, x.Kind });
        builder.HasOne<Channel>().WithMany().HasForeignKey(x => x.Channel).OnDelete(DeleteBehavior.Cascade);
    }
}
