using System.Security.Claims;

namespace Channels.App.Session;

/// <summary>Who may have a circuit without a session.</summary>
internal interface ICircuitGuests
{
    bool Admits(ClaimsPrincipal user);
}
