using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class SessionKeyConfiguration : IEntityTypeConfiguration<SessionKey>
{
    public void Configure(EntityTypeBuilder<SessionKey> builder)
    {
        builder.ToTable("SessionKeys");
        builder.HasKey(x => new { x.Channel, x.Type, x.KeyId });
        builder.Property(x => x.Type).HasMaxLength(40);
        builder.Property(x => x.KeyId).HasMaxLength(256);
    }
}
