using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Identity;

/// <summary>A hash that no password matches, made as all are, so that whoever has none costs the same time as somebody who has.</summary>
internal sealed class NobodysPassword(IOptions<PasswordHasherOptions> options)
{
    public string Hash { get; } = new PasswordHasher<object>(options).HashPassword(new(), Guid.NewGuid().ToString());
}
