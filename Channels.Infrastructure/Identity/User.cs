using Channels.Domain.Access;
using Microsoft.AspNetCore.Identity;

namespace Channels.Infrastructure.Identity;

/// <summary>Somebody who may sign in: an Identity user with one role and a switch.</summary>
internal sealed class User : IdentityUser
{
    public required string Name { get; set; }

    public required Role Role { get; set; }

    public bool Enabled { get; set; } = true;

    public DateTimeOffset CreatedAt { get; init; }

    public ThemeChoice Theme { get; set; }

    public BoardView BoardView { get; set; }
}
