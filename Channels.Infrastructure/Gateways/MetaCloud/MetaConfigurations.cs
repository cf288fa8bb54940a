using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Gateways.MetaCloud;

internal sealed class MetaAccountConfiguration : IEntityTypeConfiguration<MetaAccount>
{
    public void Configure(EntityTypeBuilder<MetaAccount> builder)
    {
        builder.ToTable("MetaAccounts");
        builder.HasKey(x => x.Channel);
        builder.Property(x => x.Channel).ValueGeneratedNever();
        builder.Property(x => x.AccountId).HasMaxLength(40);
        builder.Property(x => x.NamedAccountId).HasMaxLength(40);
        builder.Property(x => x.NumberId).HasMaxLength(40);
        builder.Property(x => x.RegisterText).HasMaxLength(StatusReason.MaxDetail);
        builder.HasIndex(x => x.AccountId);
        builder.HasIndex(x => x.NumberId);
    }
}

internal sealed class MetaAttemptConfiguration : IEntityTypeConfiguration<MetaAttempt>
{
    public void Configure(EntityTypeBuilder<MetaAttempt> builder)
    {
        builder.ToTable("MetaAttempts");
        builder.HasKey(x => x.StateHash);
        builder.Property(x => x.StateHash).HasMaxLength(64);
        builder.Property(x => x.UserId).HasMaxLength(64);
        builder.Property(x => x.RedirectUri).HasMaxLength(300);
        builder.HasIndex(x => x.Channel);
    }
}

internal sealed class MetaPartnerConfiguration : IEntityTypeConfiguration<MetaPartner>
{
    public void Configure(EntityTypeBuilder<MetaPartner> builder)
    {
        builder.ToTable("MetaPartners");
        builder.HasKey(x => x.AccountId);
        builder.Property(x => x.AccountId).HasMaxLength(40);
    }
}

internal sealed class MetaToldConfiguration : IEntityTypeConfiguration<MetaTold>
{
    public void Configure(EntityTypeBuilder<MetaTold> builder)
    {
        builder.ToTable("MetaTold");
        builder.HasKey(x => new { x.About, x.Kind });
        builder.Property(x => x.About).HasMaxLength(40);
        builder.Property(x => x.Detail).HasMaxLength(StatusReason.MaxDetail);
    }
}

internal sealed class MetaNoticeConfiguration : IEntityTypeConfiguration<MetaNotice>
{
    public void Configure(EntityTypeBuilder<MetaNotice> builder)
    {
        builder.ToTable("MetaNotices");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedOnAdd();
        builder.Property(x => x.Key).HasMaxLength(100);
        builder.HasIndex(x => x.Key).IsUnique();
        builder.HasIndex(x => x.ReceivedAt);
    }
}
