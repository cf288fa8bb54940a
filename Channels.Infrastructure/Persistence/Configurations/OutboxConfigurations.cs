using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Domain.Sending;
using Channels.Infrastructure.Persistence.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class OutgoingMessageConfiguration : IEntityTypeConfiguration<OutgoingMessage>
{
    public void Configure(EntityTypeBuilder<OutgoingMessage> builder)
    {
        builder.ToTable("Outgoing");
        builder.HasKey(x => x.Position);
        builder.Property(x => x.Position).ValueGeneratedOnAdd();
        builder.Property(x => x.WhatsAppId).HasMaxLength(Message.MaxId);
        builder.Property(x => x.RepliesTo).HasMaxLength(Message.MaxId);
        builder.Property(x => x.ClientReference).HasMaxLength(OutgoingMessage.MaxReference);
        builder.Property(x => x.Fingerprint).HasMaxLength(64);
        builder.Property(x => x.Refusal).HasMaxLength(OutgoingMessage.MaxRefusal);
        builder.HasOne<Contact>().WithMany().HasForeignKey(x => x.Contact).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => x.Id).IsUnique();

        // Whose turn it is, and that nothing of its contact's is before it.
        builder.HasIndex(x => new { x.State, x.Channel, x.DueAt, x.Position });
        builder.HasIndex(x => new { x.Contact, x.State, x.Channel, x.DueAt, x.Position });
        builder.HasIndex(x => new { x.Line, x.WhatsAppId });
        builder.HasIndex(x => new { x.Channel, x.SendAt });

        // What is over, the latest first.
        builder.HasIndex(x => new { x.Channel, x.State, x.StateAt });
    }
}

internal sealed class OutboxContentConfiguration : IEntityTypeConfiguration<OutboxContent>
{
    public void Configure(EntityTypeBuilder<OutboxContent> builder)
    {
        builder.ToTable("OutboxContents");
        builder.HasKey(x => x.Message);
        builder.Property(x => x.Message).ValueGeneratedNever();
    }
}
