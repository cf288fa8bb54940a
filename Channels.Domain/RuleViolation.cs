namespace Channels.Domain;

/// <summary>A person's command broke a rule. It carries a code and its arguments; resources have the words.</summary>
public class RuleViolation : Exception
{
    public RuleViolation(Rule rule, params object[] arguments)
        : base($"Broken rule: {rule}")
    {
        Rule = rule;
        Arguments = arguments;
    }

    public Rule Rule { get; }

    public IReadOnlyList<object> Arguments { get; }
}
