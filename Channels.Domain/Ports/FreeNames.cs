namespace Channels.Domain.Ports;

/// <summary>Names for channels that nobody named.</summary>
internal static class FreeNames
{
    /// <summary>So many channels of one name are more than anybody has.</summary>
    private const int Most = 1000;

    /// <returns>
    /// <paramref name="wanted"/>, with a number behind it where another channel has it; null where it is no name.
    /// </returns>
    public static async Task<ChannelName?> FindAsync(IChannelTransaction transaction, string? wanted, ChannelId? except)
    {
        for (var number = 1; number <= Most; number++)
        {
            var text = number == 1 ? wanted : $"{wanted} {number}";
            if (text is null || ChannelName.Check(text) is not null)
            {
                return null;
            }

            var name = ChannelName.Parse(text);
            if (!await transaction.IsNameTakenAsync(name, except))
            {
                return name;
            }
        }

        return null;
    }
}
