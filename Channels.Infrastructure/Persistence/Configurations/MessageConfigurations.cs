using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Infrastructure.Persistence.Contents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("Messages");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.WhatsAppId).HasMaxLength(Message.MaxId);
        builder.Property(x => x.TypeName).HasMaxLength(Message.MaxTypeName);
        builder.Property(x => x.RefersTo).HasMaxLength(Message.MaxId);
        builder.HasOne<Contact>().WithMany().HasForeignKey(x => x.Contact).OnDelete(DeleteBehavior.Restrict);

        // The line may be gone: what passed on it stays for as long as the log does.
        builder.HasIndex(x => new { x.Contact, x.Line, x.Direction, x.WhatsAppId }).IsUnique();
        builder.HasIndex(x => x.ReceivedAt);
    }
}

internal sealed class MessageContentConfiguration : IEntityTypeConfiguration<MessageContent>
{
    public void Configure(EntityTypeBuilder<MessageContent> builder)
    {
        builder.ToTable("MessageContents");
        builder.HasKey(x => x.Message);
        builder.Property(x => x.Message).ValueGeneratedNever();
        builder.HasOne<Message>().WithOne().HasForeignKey<MessageContent>(x => x.Message).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(x => x.Day);
    }
}

internal sealed class ContentKeyConfiguration : IEntityTypeConfiguration<ContentKey>
{
    public void Configure(EntityTypeBuilder<ContentKey> builder)
    {
        builder.ToTable("ContentKeys");
        builder.HasKey(x => x.Day);
        builder.Property(x => x.Day).ValueGeneratedNever();
    }
}
