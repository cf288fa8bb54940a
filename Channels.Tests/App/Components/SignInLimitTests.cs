using System.Net;
using Channels.App.Components.Forms;
using Microsoft.AspNetCore.Http;

namespace Channels.Tests.App.Components;

public sealed class SignInLimitTests : IDisposable
{
    private readonly SignInLimit _limit = new();

    public void Dispose() => _limit.Dispose();

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.10", true)]
    [InlineData("203.0.113.9", "203.0.113.9", false)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", true)]
    public void Allows_CountsPerLine_WhichInIPv6IsAWholeNetwork(string first, string second, bool allowed)
    {
        for (var i = 0; i < SignInLimit.TriesPerMinute; i++)
        {
            Assert.True(_limit.Allows(From(first)));
        }

        Assert.Equal(allowed, _limit.Allows(From(second)));
    }

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
}
