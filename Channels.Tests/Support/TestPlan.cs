using Channels.Domain.Ports;

namespace Channels.Tests.Support;

public sealed class TestPlan : IPlan
{
    public int ConnectionLimit { get; set; } = 3;
}
