namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>What Meta told of the number, and what is remembered of it.</summary>
internal sealed partial class MetaLine
{
    private async Task<IReadOnlyList<MetaTold>> ListToldAsync(MetaAccount account, CancellationToken cancellationToken)
    {
        if (account.AccountId is null)
        {
            return [];
        }

        var told = await parts.Tolds.ListAsync(account.AccountId, account.NumberId, cancellationToken);
        return account.AuthorizedAt is { } at
            ? [.. told, new MetaTold { About = account.AccountId, Kind = ToldKind.Authorized, ToldAt = at }]
            : told;
    }

    /// <summary>
    /// A number that was also in the WhatsApp Business app stays one, also when Meta no longer says so, until a person takes
    /// it over.
    /// </summary>
    private async Task<MetaReading> RememberAsync(
        MetaReading reading, MetaAccount account, string numberId, CancellationToken cancellationToken)
    {
        var isSo = reading.Number is { IsOnBusinessApp: true } || account.IsCoexistence || reading.Find(ToldKind.Offboarded) is not null;
        if (!isSo || reading.Find(ToldKind.Coexistence) is not null)
        {
            return reading;
        }

        var word = new MetaTold { About = numberId, Kind = ToldKind.Coexistence, ToldAt = Now };
        await parts.Tolds.KeepAsync(word, cancellationToken);
        return reading with { Told = [.. reading.Told, word] };
    }
}
