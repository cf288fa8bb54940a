using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Support;

/// <summary>How strictly a bench builds its services.</summary>
internal static class ServiceChecks
{
    private static readonly ConcurrentDictionary<Type, bool> Checked = new();

    /// <summary>The whole graph is checked for the first bench of a kind; every further check finds the same and takes as long.</summary>
    public static ServiceProviderOptions Of<TBench>() =>
        new() { ValidateScopes = true, ValidateOnBuild = Checked.TryAdd(typeof(TBench), true) };
}
