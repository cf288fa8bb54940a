namespace Channels.Domain.Access;

/// <summary>The shape of a request is wrong: the first broken rule, as any other, and beside it all of them with what broke them.</summary>
public sealed class InvalidRequest(IReadOnlyList<BrokenField> fields) : RuleViolation(fields[0].Broken.Rule, [.. fields[0].Broken.Arguments])
{
    public IReadOnlyList<BrokenField> Fields { get; } = fields;
}

/// <param name="Name">The property's path in the request.</param>
public sealed record BrokenField(string Name, RuleViolation Broken);
