using Channels.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class StoredPictureConfiguration : IEntityTypeConfiguration<StoredPicture>
{
    public void Configure(EntityTypeBuilder<StoredPicture> builder)
    {
        builder.ToTable("Pictures");
        builder.HasKey(x => x.Channel);
        builder.Property(x => x.Channel).ValueGeneratedNever();
        builder.Property(x => x.Tag).HasMaxLength(64);
        builder.HasOne<Channel>().WithOne().HasForeignKey<StoredPicture>(x => x.Channel).OnDelete(DeleteBehavior.Cascade);
    }
}
