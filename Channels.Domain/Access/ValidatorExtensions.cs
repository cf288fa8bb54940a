using FluentValidation;

namespace Channels.Domain.Access;

/// <summary>Lets a validator use the check of a value type: a function from text to the broken rule, or null.</summary>
internal static class ValidatorExtensions
{
    public static IRuleBuilderOptionsConditions<T, string> Keeps<T>(
        this IRuleBuilder<T, string> builder, Func<string, Rule?> check) =>
        builder.Custom((value, context) =>
        {
            if (check(value) is { } rule)
            {
                context.AddFailure(new FluentValidation.Results.ValidationFailure(context.PropertyPath, rule.ToString())
                {
                    CustomState = rule,
                });
            }
        });

    /// <summary>The same for a check that also says what of the value it is.</summary>
    public static IRuleBuilderOptionsConditions<T, TValue> Keeps<T, TValue>(
        this IRuleBuilder<T, TValue> builder, Func<TValue, RuleViolation?> check) =>
        builder.Custom((value, context) =>
        {
            if (check(value) is { } broken)
            {
                context.AddFailure(new FluentValidation.Results.ValidationFailure(context.PropertyPath, broken.Message)
                {
                    CustomState = broken,
                });
            }
        });

    /// <summary>A person is an operator or an administrator, nothing else.</summary>
    public static IRuleBuilderOptionsConditions<T, Role> KeepsPersonRole<T>(this IRuleBuilder<T, Role> builder) =>
        builder.Custom((role, context) =>
        {
            if (role is not (Role.Operator or Role.Administrator))
            {
                context.AddFailure(new FluentValidation.Results.ValidationFailure(context.PropertyPath, "role")
                {
                    CustomState = Rule.NotAllowed,
                });
            }
        });
}
