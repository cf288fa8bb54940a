using Channels.Domain;
using Channels.Domain.LinkedData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.ToTable("Conversations");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Ignore(x => x.Contact);
        builder.Property(x => x.ContactKey).HasMaxLength(64);
        builder.Property(x => x.ContactLid).HasMaxLength(40);
        builder.Property(x => x.ContactName).HasMaxLength(200);
        builder.HasOne<Channel>().WithMany().HasForeignKey(x => x.Channel).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => new { x.Channel, x.ContactKey }).IsUnique().HasFilter("\"IsOpen\"");
        builder.HasIndex(x => new { x.Channel, x.ContactLid }).HasFilter("\"IsOpen\"");

        // The order of the batches of a removal; closed conversations, which are the many, are in no other index.
        builder.HasIndex(x => new { x.Channel, x.Id });
    }
}
