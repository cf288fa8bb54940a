using Channels.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class ChannelSignsConfiguration : IEntityTypeConfiguration<ChannelSigns>
{
    public void Configure(EntityTypeBuilder<ChannelSigns> builder)
    {
        builder.ToTable("Signs");
        builder.HasKey(x => x.Channel);
        builder.Property(x => x.Channel).ValueGeneratedNever();
        builder.Ignore(x => x.IsDeaf);
        builder.ComplexProperty(x => x.Unread, run =>
        {
            run.Ignore(x => x!.IsDeaf);
            run.Property(x => x!.From).HasMaxLength(64);
        });
        builder.ComplexProperty(x => x.Late);
        builder.HasOne<Channel>().WithOne().HasForeignKey<ChannelSigns>(x => x.Channel).OnDelete(DeleteBehavior.Cascade);
    }
}
