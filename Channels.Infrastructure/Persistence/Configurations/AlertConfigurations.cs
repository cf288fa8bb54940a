using Channels.Domain;
using Channels.Domain.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class AlertSettingsConfiguration : IEntityTypeConfiguration<AlertSettings>
{
    public void Configure(EntityTypeBuilder<AlertSettings> builder)
    {
        builder.ToTable("AlertSettings");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.ChangedBy).HasMaxLength(256);
        builder.Property(x => x.Revision).IsConcurrencyToken();
        builder.ComplexProperty(x => x.Choices, choices =>
        {
            choices.Ignore(x => x.Timing);
            choices.Ignore(x => x.RoutesOn);
            choices.Property(x => x.WebhookAddress).HasMaxLength(AlertChoices.MaxAddress);
            choices.ComplexProperty(x => x.Mail, mail =>
            {
                mail.Ignore(x => x.RecipientList);
                mail.Property(x => x.Host).HasMaxLength(AlertChoices.MaxText);
                mail.Property(x => x.User).HasMaxLength(AlertChoices.MaxText);
                mail.Property(x => x.Sender).HasMaxLength(AlertChoices.MaxText);
            });
        });
    }
}

/// <summary>No foreign key: an incident outlives its channel.</summary>
internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("Incidents");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.ChannelName).HasMaxLength(ChannelName.MaxUtf16Units);
        builder.Ignore(x => x.IsKnown);
        builder.ComplexProperty(x => x.FirstReason, reason => reason.HasReasonColumns());
        builder.ComplexProperty(x => x.Reason, reason => reason.HasReasonColumns());
        builder.HasMany(x => x.Deliveries).WithOne().HasForeignKey(x => x.Incident).OnDelete(DeleteBehavior.Cascade);

        // One open incident of a channel, whatever happens.
        builder.HasIndex(x => x.Channel).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(x => x.AlertedAt);
    }
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("Deliveries");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Detail).HasMaxLength(AlertOutcome.MaxDetail);

        // Each message once.
        builder.HasIndex(x => new { x.Incident, x.Kind, x.Route }).IsUnique();
        builder.HasIndex(x => new { x.Route, x.State, x.NextTryAt });
    }
}

internal sealed class TimelineMarkConfiguration : IEntityTypeConfiguration<TimelineMark>
{
    public void Configure(EntityTypeBuilder<TimelineMark> builder)
    {
        builder.ToTable("TimelineMarks");
        builder.HasKey(x => x.Reader);
        builder.Property(x => x.Reader).HasMaxLength(40);
    }
}
