using Channels.Domain.Access;
using Channels.Domain.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Identity;

/// <summary>A session of a person as the store keeps it.</summary>
internal sealed class SessionRow
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>The person's stamp when the session began; another one ends it.</summary>
    public required string Stamp { get; init; }

    public string? Device { get; init; }

    public string? Address { get; init; }

    public DateTimeOffset Since { get; init; }

    public DateTimeOffset LastUse { get; init; }

    public UserSession Session => new(Id, UserId, new Client(Device, Address), Since, LastUse);
}

internal sealed class SessionRowConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("Sessions");
        builder.Property(x => x.Id).HasMaxLength(32);
        builder.Property(x => x.Device).HasMaxLength(Client.MaxDevice);
        builder.Property(x => x.Address).HasMaxLength(Client.MaxAddress);
        builder.Ignore(x => x.Session);
        builder.HasOne<User>().WithMany().HasForeignKey(x => x.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
