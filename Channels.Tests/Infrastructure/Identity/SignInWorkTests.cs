using System.Collections.Concurrent;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.People;
using Channels.Infrastructure.Identity;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Channels.Tests.Infrastructure.Identity;

/// <summary>What a refused sign-in costs: neither its words nor its work tell who exists, and how they stand.</summary>
public sealed class SignInWorkTests : IAsyncLifetime
{
    private const string Password = "uma senha bem longa";
    private readonly HeardHashes _hashes = new();
    private readonly Workbench _bench;

    public SignInWorkTests() => _bench = new Workbench(more: services =>
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(_hashes)));

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Refusal_Whatever_CostsOneHash()
    {
        var beto = await _bench.AddPersonAsync("disabled@loja.example", Role.Operator);
        await _bench.SendAsync(new EnablePerson(beto.Id, Enabled: false));
        await _bench.SendAsync(new InvitePerson("invited@loja.example", "Caio", Role.Operator));
        await _bench.AddPersonAsync("locked@loja.example", Role.Operator);
        for (var i = 0; i < 5; i++)
        {
            await RefusedAsync("locked@loja.example", "errada");
        }

        foreach (var (email, password) in new[]
        {
            ("ana@loja.example", "errada"), ("ninguem@loja.example", Password), ("disabled@loja.example", Password),
            ("invited@loja.example", Password), ("locked@loja.example", Password),
        })
        {
            _hashes.Compared.Clear();
            await RefusedAsync(email, password);
            Assert.Single(_hashes.Compared);
        }
    }

    [Fact]
    public async Task Guesses_TwentyAtOnce_FiveAreComparedWithThePassword()
    {
        await _bench.SendAsync(new ChangePassword(Password, "outra senha bem longa"));
        _hashes.Compared.Clear();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefusedAsync("ana@loja.example", "errada")));

        Assert.Equal(20, _hashes.Compared.Count);
        Assert.Equal(5, _hashes.Compared.Count(x => x == _hashes.Own));
    }

    private Task<RuleViolation> RefusedAsync(string email, string password) =>
        Rules.BreaksAsync(Rule.SignInFailed, () => _bench.SendAsync(null, new SignIn(email, password)));

    /// <summary>The usual hashes, and which ones were compared with.</summary>
    private sealed class HeardHashes : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _usual = new(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));

        public ConcurrentQueue<string> Compared { get; } = new();

        /// <summary>The last one made.</summary>
        public string? Own { get; private set; }

        public string HashPassword(User user, string password) => Own = _usual.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Compared.Enqueue(hashedPassword);
            return _usual.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
