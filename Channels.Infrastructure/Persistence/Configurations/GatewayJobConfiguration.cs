using Channels.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

/// <summary>No foreign key: a job outlives its channel.</summary>
internal sealed class GatewayJobConfiguration : IEntityTypeConfiguration<GatewayJob>
{
    public void Configure(EntityTypeBuilder<GatewayJob> builder)
    {
        builder.ToTable("Jobs");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.ChannelName).HasMaxLength(ChannelName.MaxUtf16Units);
        builder.HasIndex(x => x.Channel).IsUnique();
    }
}
