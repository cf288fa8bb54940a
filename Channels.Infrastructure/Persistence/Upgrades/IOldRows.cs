namespace Channels.Infrastructure.Persistence.Upgrades;

/// <summary>Rows of an earlier version that code has to read and write anew, between two migrations. Runs again where it was cut off.</summary>
internal interface IOldRows
{
    Task CarryOverAsync(ChannelsDbContext db, CancellationToken cancellationToken);
}
