using Channels.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    private const char Separator = ' ';

    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("ApiKeys");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Name).HasMaxLength(ApiKey.MaxName);
        builder.Property(x => x.Hash).HasMaxLength(64);
        builder.Property(x => x.Start).HasMaxLength(12);
        builder.Property(x => x.Source).HasMaxLength(ApiKey.MaxSource);
        builder.Property(x => x.MadeBy).HasMaxLength(PersonChecks.MaxName);
        builder.Property(x => x.Scopes).HasConversion(
            scopes => string.Join(Separator, scopes),
            text => text.Split(Separator, StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ApiScope>).ToList(),
            new ValueComparer<IReadOnlyList<ApiScope>>(
                (one, other) => one!.SequenceEqual(other!), scopes => scopes.Aggregate(0, HashCode.Combine), scopes => scopes));
        builder.HasIndex(x => x.Hash).IsUnique();
    }
}
