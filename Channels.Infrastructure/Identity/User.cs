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

    /// <summary>When a password was last tried that did not count as right; the count of tries begins anew some time after it.</summary>
    public DateTimeOffset? LastTry { get; set; }

    /// <summary>Of the newest one-time link; null where none was made since links have one.</summary>
    public string? LinkStamp { get; set; }

    public ThemeChoice Theme { get; set; }

    public BoardView BoardView { get; set; }

    public BoardOrder BoardOrder { get; set; }

    public bool Alarm { get; set; }
}
