using Channels.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

/// <summary>No foreign key: a trace outlives its person, who is nothing but an id in it.</summary>
internal sealed class TraceEntryConfiguration : IEntityTypeConfiguration<TraceEntry>
{
    private const int MaxId = 36;

    public void Configure(EntityTypeBuilder<TraceEntry> builder)
    {
        builder.ToTable("Trace");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedOnAdd();
        builder.Property(x => x.Actor).HasMaxLength(MaxId);
        builder.Property(x => x.Subject).HasMaxLength(MaxId);
        builder.ComplexProperty(x => x.Client, client =>
        {
            client.Property(x => x.Device).HasColumnName("Device").HasMaxLength(Client.MaxDevice);
            client.Property(x => x.Address).HasColumnName("Address").HasMaxLength(Client.MaxAddress);
        });
        builder.HasIndex(x => x.At);
        builder.HasIndex(x => new { x.Subject, x.Kind, x.At });
    }
}
