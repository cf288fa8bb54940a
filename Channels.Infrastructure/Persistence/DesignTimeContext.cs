using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Channels.Infrastructure.Persistence;

/// <summary>Lets <c>dotnet ef migrations add</c> work without the app.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<ChannelsDbContext>
{
    public ChannelsDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ChannelsDbContext>().UseSqlite("Data Source=design.db").Options);
}
