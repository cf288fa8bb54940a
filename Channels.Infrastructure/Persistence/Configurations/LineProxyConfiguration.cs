using Channels.Domain;
using Channels.Domain.Proxies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Channels.Infrastructure.Persistence.Configurations;

internal sealed class LineProxyConfiguration : IEntityTypeConfiguration<LineProxy>
{
    public void Configure(EntityTypeBuilder<LineProxy> builder)
    {
        builder.ToTable("LineProxies");
        builder.HasKey(x => x.Channel);
        builder.Property(x => x.Channel).ValueGeneratedNever();
        builder.ComplexProperty(x => x.Server, server =>
        {
            server.Property(x => x.Host).HasMaxLength(ProxyServer.MaxHost);
            server.Property(x => x.User).HasMaxLength(ProxyServer.MaxLogin);
        });
    }
}
