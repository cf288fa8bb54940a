using Channels.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Identity;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("Users");
        builder.Property(x => x.Name).HasMaxLength(80);
        builder.Property(x => x.LinkStamp).HasMaxLength(32);
        builder.Property(x => x.Theme).HasDefaultValue(Preferences.Default.Theme);
        builder.Property(x => x.BoardView).HasDefaultValue(Preferences.Default.View);
        builder.Property(x => x.BoardOrder).HasDefaultValue(Preferences.Default.Order);
        builder.HasIndex(x => x.NormalizedEmail).IsUnique();
    }
}
