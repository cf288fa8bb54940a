using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Channels.Domain;
using Channels.Domain.Ports;
using MediatR;
using Microsoft.AspNetCore.DataProtection;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>The phones of all simulated channels, each made when it is first needed.</summary>
internal sealed class VirtualPhones(VirtualPhoneParts parts, IDataProtectionProvider protection) : IVirtualPhones, INotificationHandler<StoreChanged>, IAsyncDisposable
{
    private readonly ConcurrentDictionary<ChannelId, Lazy<VirtualPhone>> _phones = new();
    private readonly IDataProtector _keys = protection.CreateProtector("VirtualPhones");

    public VirtualPhone this[ChannelId id] =>
        _phones.GetOrAdd(id, made => new(() => new VirtualPhone(made, _keys.Protect(made.ToString()), parts))).Value;

    public async Task<PhoneOffer?> FindOfferAsync(string code, CancellationToken cancellationToken)
    {
        if (Of(code) is not { } id || await parts.FindAsync(id, cancellationToken) is not { } channel)
        {
            return null;
        }

        return new PhoneOffer(channel.Name, this[id].TypedOn ?? channel.Number ?? NumberFor(id), channel.ProfileName ?? channel.Name);
    }

    public async Task<IVirtualPhone?> LinkAsync(string code, PhoneNumber number, string profileName) =>
        Of(code) is { } id && await this[id].LinkAsync(code, number, profileName) ? this[id] : null;

    public IVirtualPhone? FindLinked(string code) => _phones.Values.Select(x => x.Value).FirstOrDefault(x => x.WasLinkedBy(code));

    public async Task<IVirtualPhone?> FindAsync(string key)
    {
        try
        {
            return ChannelId.TryParse(_keys.Unprotect(key), out var id) ? await OfAsync(id) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public async Task<IVirtualPhone> OfAsync(ChannelId id)
    {
        await this[id].LoadAsync();
        return this[id];
    }

    public Task Handle(StoreChanged notification, CancellationToken cancellationToken)
    {
        foreach (var phone in notification.Outage is null ? _phones.Values : [])
        {
            // Elsewhere: it writes, and other writes wait for whoever hears this.
            _ = Task.Run(phone.Value.TellAgainAsync, CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_phones.Values.Select(phone => phone.Value.DisposeAsync().AsTask()));

    private ChannelId? Of(string code)
    {
        foreach (var (id, phone) in _phones)
        {
            if (phone.Value.Takes(code))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>A mobile of São Paulo: the same for one channel each time, another for each other one.</summary>
    private static PhoneNumber NumberFor(ChannelId id)
    {
        var digits = BitConverter.ToUInt32(SHA256.HashData(id.Value.ToByteArray())) % 30_000_000 + 60_000_000;
        return PhoneNumber.FromDigits("55119" + digits.ToString(CultureInfo.InvariantCulture))!;
    }
}
