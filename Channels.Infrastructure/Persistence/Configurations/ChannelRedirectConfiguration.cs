using Channels.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

/// <summary>No foreign key on the old id: its channel goes. An id that leads to nobody any more is unknown.</summary>
internal sealed class ChannelRedirectConfiguration : IEntityTypeConfiguration<ChannelRedirect>
{
    public void Configure(EntityTypeBuilder<ChannelRedirect> builder)
    {
        builder.ToTable("Redirects");
        builder.HasKey(x => x.From);
        builder.Property(x => x.From).ValueGeneratedNever();
        builder.HasOne<Channel>().WithMany().HasForeignKey(x => x.To).OnDelete(DeleteBehavior.Cascade);
    }
}
