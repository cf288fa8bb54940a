using Channels.Domain;

namespace Channels.Tests.Support;

internal static class Rules
{
    /// <summary>Asserts that the command breaks exactly this rule.</summary>
    public static async Task<RuleViolation> BreaksAsync(Rule rule, Func<Task> command)
    {
        var violation = await Assert.ThrowsAnyAsync<RuleViolation>(command);
        Assert.Equal(rule, violation.Rule);
        return violation;
    }
}
