namespace Channels.Domain.Ports;

/// <summary>Names that no other channel has.</summary>
internal static class FreeNames
{
    /// <summary>So many channels of one name are more than anybody has.</summary>
    private const int Most = 1000;

    /// <exception cref="RuleViolation">Another channel has it; told with the spelling that stands there.</exception>
    public static async Task RequireAsync(IChannelTransaction transaction, ChannelName name, ChannelId? except)
    {
        if (await transaction.FindNameAsync(name, except) is { } taken)
        {
            throw new RuleViolation(Rule.NameTaken, taken.Value);
        }
    }

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
            if (await transaction.FindNameAsync(name, except) is null)
            {
                return name;
            }
        }

        return null;
    }
}
