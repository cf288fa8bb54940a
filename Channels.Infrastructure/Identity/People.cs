using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Identity;

/// <summary>
/// People on ASP.NET Core Identity. Hashing a password takes a tenth of a second on purpose, so it is done outside the
/// write gate.
/// </summary>
internal sealed class People(
    ChannelsDbContext db,
    UserManager<User> users,
    WriteGate gate,
    Trace trace,
    UnknownAddresses unknown,
    NobodysPassword nobody,
    LiveSessions live,
    TimeProvider time) : IPeople
{
    public Task<bool> AnyAsync(CancellationToken cancellationToken) => db.Users.AnyAsync(cancellationToken);

    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await db.Users.AsNoTracking().OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(cancellationToken);
        return [.. all.Select(PersonOf)];
    }

    public async Task<Person?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(x => x.Id == userId, cancellationToken);
        return user is null ? null : PersonOf(user);
    }

    public async Task<Person> CreateAdministratorAsync(
        string email, string name, string password, bool onlyIfFirst, CancellationToken cancellationToken)
    {
        var user = NewUser(email, name, Role.Administrator);
        PasswordStrength.Expect(user, password);
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        return await gate.RunAsync(
            db,
            async () =>
            {
                if (onlyIfFirst && await db.Users.AnyAsync(cancellationToken))
                {
                    throw new RuleViolation(Rule.SetupClosed);
                }

                await CreateAsync(user);
                await trace.AddAsync(onlyIfFirst ? TraceKind.SetUp : TraceKind.Recovered, user.Id);
                return PersonOf(user);
            },
            cancellationToken);
    }

    public async Task<PasswordLink> InviteAsync(string email, string name, Role role, CancellationToken cancellationToken)
    {
        var user = NewUser(email, name, role);
        user.LinkStamp = NewLinkStamp();
        await gate.RunAsync(
            db,
            async () =>
            {
                await CreateAsync(user);
                return await trace.AddAsync(TraceKind.Invited, user.Id, role);
            },
            cancellationToken);
        return await LinkAsync(user);
    }

    public async Task<PasswordLink> MakePasswordLinkAsync(string userId, CancellationToken cancellationToken)
    {
        var user = await LoadAsync(userId, cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                await db.Entry(user).ReloadAsync(cancellationToken);
                user.LinkStamp = NewLinkStamp();
                return await trace.AddAsync(TraceKind.ResetLinkMade, userId);
            },
            cancellationToken);
        return await LinkAsync(user);
    }

    public async Task<Person?> FindByLinkAsync(string userId, string token, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(x => x.Id == userId, cancellationToken);
        return user is not null && await CountsAsync(user, token) ? PersonOf(user) : null;
    }

    public async Task SetPasswordAsync(string userId, string token, string password, CancellationToken cancellationToken)
    {
        var known = await db.Users.SingleOrDefaultAsync(x => x.Id == userId, cancellationToken)
            ?? throw new RuleViolation(Rule.LinkInvalid);
        PasswordStrength.Expect(known, password);
        var hash = users.PasswordHasher.HashPassword(known, password);
        await ChangeAsync(
            known,
            async () =>
            {
                // Verified inside: the first use changes the stamp that the token was made from.
                if (!await CountsAsync(known, token))
                {
                    throw new RuleViolation(Rule.LinkInvalid);
                }

                TakePassword(known, hash);
                await trace.AddAsync(TraceKind.PasswordChosen, userId);
            },
            cancellationToken);
    }

    public async Task ChangePasswordAsync(string userId, string current, string next, CancellationToken cancellationToken)
    {
        var user = await LoadAsync(userId, cancellationToken);
        PasswordStrength.Expect(user, next);
        var allowed = await gate.RunAsync(db, () => CountAttemptAsync(user, cancellationToken), cancellationToken);
        if (!allowed || !IsPassword(user, current))
        {
            await trace.RefuseAsync(TraceKind.PasswordRefused, userId);
            throw new RuleViolation(allowed ? Rule.PasswordWrong : Rule.PasswordLockedOut);
        }

        var hash = users.PasswordHasher.HashPassword(user, next);
        await ChangeAsync(
            user,
            () =>
            {
                TakePassword(user, hash);
                return trace.AddAsync(TraceKind.PasswordChanged, userId);
            },
            cancellationToken);
    }

    public Task SetRoleAsync(string userId, Role role, CancellationToken cancellationToken) =>
        ChangeAsync(
            userId,
            user =>
            {
                user.Role = role;
                return trace.AddAsync(TraceKind.RoleChanged, userId, role);
            },
            cancellationToken);

    public Task SetEnabledAsync(string userId, bool enabled, CancellationToken cancellationToken) =>
        ChangeAsync(
            userId,
            user =>
            {
                user.Enabled = enabled;
                return trace.AddAsync(enabled ? TraceKind.Enabled : TraceKind.Disabled, userId);
            },
            cancellationToken);

    public async Task<Person> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        var user = await users.FindByEmailAsync(email);

        // Counted before it is checked, so that many guesses at once are no more than the lock-out allows.
        var allowed = user is null
            ? unknown.Allows(users.NormalizeEmail(email))
            : await gate.RunAsync(db, () => CountAttemptAsync(user, cancellationToken), cancellationToken);

        // One hash, whoever it is and whatever is wrong, so that the time does not tell.
        var hash = allowed && user is { Enabled: true, PasswordHash: { } own } ? own : nobody.Hash;
        var matches = users.PasswordHasher.VerifyHashedPassword(user!, hash, password) != PasswordVerificationResult.Failed;
        if (user is null || !matches)
        {
            await trace.RefuseAsync(RefusalOf(user, allowed), user?.Id);
            throw new RuleViolation(Rule.SignInFailed);
        }

        await gate.RunAsync(db, () => Task.FromResult(ForgetAttempts(user)), cancellationToken);
        return PersonOf(user);
    }

    internal static Person PersonOf(User user) =>
        new(user.Id, user.Email!, user.Name, user.Role, user.Enabled, user.PasswordHash is not null, user.SecurityStamp!);

    private static TraceKind RefusalOf(User? user, bool allowed) => user switch
    {
        null => TraceKind.SignInUnknown,
        { Enabled: false } => TraceKind.SignInDisabled,
        _ => allowed ? TraceKind.SignInFailed : TraceKind.SignInLocked,
    };

    private User NewUser(string email, string name, Role role) =>
        new() { UserName = email, Email = email, Name = name, Role = role, CreatedAt = time.GetUtcNow() };

    private bool IsPassword(User user, string password) =>
        user.PasswordHash is { } hash
        && users.PasswordHasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed;

    private async Task<User> LoadAsync(string userId, CancellationToken cancellationToken) =>
        await db.Users.SingleOrDefaultAsync(x => x.Id == userId, cancellationToken)
        ?? throw new RuleViolation(Rule.UserNotFound);

    private async Task<bool> CreateAsync(User user)
    {
        var normalized = users.NormalizeEmail(user.Email);
        if (await db.Users.AnyAsync(x => x.NormalizedEmail == normalized))
        {
            throw new RuleViolation(Rule.EmailTaken, user.Email!);
        }

        Expect(await users.CreateAsync(user));
        return true;
    }

    private static string NewLinkStamp() => Guid.NewGuid().ToString("N");

    private async Task<PasswordLink> LinkAsync(User user) => new(
        user.Id,
        await users.GenerateUserTokenAsync(user, TokenOptions.DefaultProvider, PurposeOf(user)),
        time.GetUtcNow() + IdentityRegistration.LinkLifetime);

    private async Task<bool> CountsAsync(User user, string token) =>
        user.Enabled && await users.VerifyUserTokenAsync(user, TokenOptions.DefaultProvider, PurposeOf(user), token);

    // Part of what the token is made for, so that only the newest one still counts.
    private static string PurposeOf(User user) => UserManager<User>.ResetPasswordTokenPurpose + user.LinkStamp;

    /// <summary>Changes somebody in a transaction that ends all their sessions with it.</summary>
    private async Task ChangeAsync(User user, Func<Task> change, CancellationToken cancellationToken)
    {
        var ended = await gate.RunAsync(
            db,
            async () =>
            {
                await db.Entry(user).ReloadAsync(cancellationToken);
                await change();
                Expect(await users.UpdateSecurityStampAsync(user));
                var sessions = await db.Sessions.Where(x => x.UserId == user.Id).ToListAsync(cancellationToken);
                db.RemoveRange(sessions);
                return sessions;
            },
            cancellationToken);
        foreach (var session in ended)
        {
            live.End(session.Id);
        }
    }

    private static void TakePassword(User user, string hash)
    {
        user.PasswordHash = hash;
        ForgetAttempts(user);
    }

    /// <summary>Counts a try; false while the account is locked.</summary>
    private async Task<bool> CountAttemptAsync(User user, CancellationToken cancellationToken)
    {
        await db.Entry(user).ReloadAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (user.LockoutEnd > now)
        {
            return false;
        }

        user.AccessFailedCount = now - user.LastTry > IdentityRegistration.LockOut ? 1 : user.AccessFailedCount + 1;
        user.LastTry = now;
        if (user.AccessFailedCount >= IdentityRegistration.TriesBeforeLockOut)
        {
            user.LockoutEnd = now + IdentityRegistration.LockOut;
            user.AccessFailedCount = 0;
        }

        return true;
    }

    private static bool ForgetAttempts(User user)
    {
        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
        return true;
    }

    private async Task ChangeAsync(string userId, Func<User, Task> change, CancellationToken cancellationToken)
    {
        var user = await LoadAsync(userId, cancellationToken);
        await ChangeAsync(
            user,
            async () =>
            {
                await change(user);
                await db.SaveChangesAsync(cancellationToken);
                if (!await db.Users.AnyAsync(x => x.Role == Role.Administrator && x.Enabled, cancellationToken))
                {
                    throw new RuleViolation(Rule.LastAdministrator);
                }
            },
            cancellationToken);
    }

    private static void Expect(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join("; ", result.Errors.Select(x => x.Code)));
        }
    }
}
