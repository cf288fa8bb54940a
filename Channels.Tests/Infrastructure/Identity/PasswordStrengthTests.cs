using Channels.Domain;
using Channels.Domain.Access;
using Channels.Infrastructure.Identity;

namespace Channels.Tests.Infrastructure.Identity;

public sealed class PasswordStrengthTests
{
    private static readonly string[] Strong = ["uma senha bem longa", "cavalo bateria grampo correto", "x9!kd02Lqz-ppa"];

    [Fact]
    public void Passwords_JudgedAtOnce_AreJudgedAsOneByOne() => Parallel.For(0, 400, i =>
    {
        // What is near at hand for one is nothing to another.
        var user = new User { Name = $"Pessoa{i}", Email = $"pessoa{i}@loja.example", Role = Role.Operator };
        PasswordStrength.Expect(user, Strong[i % Strong.Length]);
        Assert.Equal(Rule.PasswordTooWeak, Assert.Throws<RuleViolation>(() => PasswordStrength.Expect(user, $"Pessoa{i}loja")).Rule);
    });
}
