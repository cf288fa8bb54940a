using Channels.Infrastructure;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Channels.Tests.Infrastructure.Jobs;

public sealed class HostedOrderTests
{
    // A host stops its services in the opposite order: a gateway that ends first would fail the attempts under way.
    [Fact]
    public void Workers_StartAfterTheGatewaysAndEndBeforeThem()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("DataDirectory", Path.GetTempPath())]);
        builder.AddInfrastructure();

        var hosted = builder.Services.Where(x => x.ServiceType == typeof(IHostedService)).Select(x => x.ImplementationType).ToList();

        Assert.Equal([typeof(RemovalWorker), typeof(JobWorker), typeof(HistoryWorker), typeof(SessionWorker), typeof(RetentionWorker)], hosted.TakeLast(5));
        Assert.Contains(typeof(ReconcileAtStart), hosted);
    }
}
