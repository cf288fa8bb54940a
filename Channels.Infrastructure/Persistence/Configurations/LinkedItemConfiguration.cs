using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class LinkedItemConfiguration : IEntityTypeConfiguration<LinkedItem>
{
    public void Configure(EntityTypeBuilder<LinkedItem> builder)
    {
        builder.ToTable("LinkedItems");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Title).HasMaxLength(LinkedItem.MaxTitle);
        builder.HasOne<Channel>().WithMany().HasForeignKey(x => x.Channel).OnDelete(DeleteBehavior.Restrict);

        // One index in the order of the batches of a removal, one to count and list by, also what is due today.
        builder.HasIndex(x => new { x.Channel, x.Id });
        builder.HasIndex(x => new { x.Channel, x.Kind, x.State, x.DueAt });

        // Keys stay for good, so that no constraint has to say so, for which SQLite would write the whole table anew.
        builder.HasIndex(x => x.Key);
        builder.HasIndex(x => x.Endpoint);
        builder.Property(x => x.Source).HasMaxLength(ApiKey.MaxSource);
        builder.Property(x => x.ExternalId).HasMaxLength(LinkedItem.MaxExternalId);
        builder.HasIndex(x => new { x.Source, x.ExternalId }).IsUnique().HasFilter("\"ExternalId\" IS NOT NULL");
        builder.Ignore(x => x.IsOurs);
    }
}
