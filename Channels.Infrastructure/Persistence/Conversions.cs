using Channels.Domain;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Channels.Infrastructure.Persistence;

internal sealed class UtcTicks()
    : ValueConverter<DateTimeOffset, long>(instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

internal sealed class ChannelIdText() : ValueConverter<ChannelId, Guid>(id => id.Value, value => new ChannelId(value));

internal sealed class ChannelNameText() : ValueConverter<ChannelName, string>(name => name.Value, text => ChannelName.Parse(text));

internal sealed class PhoneNumberDigits()
    : ValueConverter<PhoneNumber, string>(number => number.Digits, digits => PhoneNumber.FromDigits(digits)!);
