using System.Collections.Concurrent;
using Channels.App.Hosting;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Support;

/// <summary>Counts the signs of life of each channel, and keeps what was measured.</summary>
public sealed class HeardConfirmations : IConfirmations, IOutlooks
{
    private readonly ConcurrentDictionary<ChannelId, int> _counts = new();

    /// <summary>What <see cref="Find"/> answers.</summary>
    public ConcurrentDictionary<ChannelId, DateTimeOffset> Known { get; } = new();

    public IReadOnlyList<ChannelOutlook> Outlooks { get; private set; } = [];

    public void Show(IReadOnlyList<ChannelOutlook> outlooks) => Outlooks = outlooks;

    public int Of(ChannelId id) => _counts.GetValueOrDefault(id);

    public void Confirm(ChannelId id) => _counts.AddOrUpdate(id, 1, (_, count) => count + 1);

    /// <summary>What the use cases need of it, in São Paulo.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IConfirmations>(this);
        services.AddSingleton<IOutlooks>(this);
        services.AddSingleton<IConsoleZone>(new ConsoleTimeZone(new ConfigurationBuilder().Build()));
    }

    public DateTimeOffset? Find(ChannelId id) => Known.TryGetValue(id, out var at) ? at : null;
}
