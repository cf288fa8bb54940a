using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    private const string Open = "\"IsOpen\" = 1";

    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.ToTable("Conversations");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();

        // Compared as a number: SQLite finds no index for a bare truth value.
        builder.Property(x => x.IsOpen).HasConversion<int>();
        builder.Property(x => x.ContactName).HasMaxLength(200);
        builder.HasOne<Channel>().WithMany().HasForeignKey(x => x.Channel).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contact>().WithMany().HasForeignKey(x => x.Contact).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => new { x.Channel, x.Contact }).IsUnique().HasFilter(Open);

        // To count by, and the order of the batches of a removal; closed conversations, which are the many, are in no other index.
        builder.HasIndex(x => new { x.Channel, x.IsOpen, x.Id });
    }
}
