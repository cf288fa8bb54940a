using Channels.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class ChannelConfiguration : IEntityTypeConfiguration<Channel>
{
    /// <summary>Filled from <see cref="ChannelName.Key"/> and <see cref="PhoneNumber.Key"/> when a change is saved.</summary>
    public const string NameKey = nameof(NameKey);
    public const string NumberKey = nameof(NumberKey);

    /// <summary>The column that is null while a channel stays.</summary>
    public const string RemovalStartedAt = "Removal_StartedAt";

    // NFKC can lengthen a text: U+FDFA alone becomes 18 characters.
    private const int MaxNameKey = ChannelName.MaxUtf16Units * 18;

    public void Configure(EntityTypeBuilder<Channel> builder)
    {
        builder.ToTable("Channels");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Name).HasConversion<ChannelNameText>().HasMaxLength(ChannelName.MaxUtf16Units);
        builder.Property<string>(NameKey).IsRequired().HasMaxLength(MaxNameKey);
        builder.Property<string?>(NumberKey).HasMaxLength(15);
        builder.Property(x => x.ProfileName).HasMaxLength(200);
        builder.Property(x => x.PictureTag).HasMaxLength(64);
        builder.Property(x => x.Revision).IsConcurrencyToken();
        builder.Ignore(x => x.IsUnstable);
        builder.ComplexProperty(x => x.Reason, reason => reason.HasReasonColumns());
        builder.ComplexProperty(x => x.Outage, outage => outage.ComplexProperty(x => x!.Reason, reason => reason.HasReasonColumns()));
        builder.ComplexProperty(x => x.LastAttempt, attempt => attempt.ComplexProperty(x => x!.Reason, reason => reason.HasReasonColumns()));
        builder.ComplexProperty(x => x.Removal, removal =>
        {
            removal.Property(x => x!.Who).HasMaxLength(256);
            removal.Property(x => x!.Destination).HasMaxLength(ChannelName.MaxUtf16Units);
        });
        builder.ComplexProperty(x => x.Official, official =>
        {
            official.Property(x => x!.Quality).HasMaxLength(OfficialNumber.MaxValue);
            official.Property(x => x!.Limit).HasMaxLength(OfficialNumber.MaxValue);
            official.Property(x => x!.NameStatus).HasMaxLength(OfficialNumber.MaxValue);
            official.Property(x => x!.UnknownStatus).HasMaxLength(OfficialNumber.MaxValue);
        });
        builder.ComplexProperty(x => x.Run, run => run.Ignore(x => x!.IsUnstable));
        builder.HasIndex(NameKey).IsUnique();
        builder.HasIndex(NumberKey).IsUnique();
    }
}

internal static class ReasonColumns
{
    public static void HasReasonColumns(this ComplexPropertyBuilder<StatusReason> reason)
    {
        reason.Ignore(x => x.Status);
        reason.Property(x => x.Code).HasMaxLength(40);
        reason.Property(x => x.Who).HasMaxLength(256);
        reason.Property(x => x.OtherChannel).HasMaxLength(ChannelName.MaxUtf16Units);
        reason.Property(x => x.SeenNumber).HasMaxLength(16);
        reason.Property(x => x.Detail).HasMaxLength(StatusReason.MaxDetail);
    }
}
