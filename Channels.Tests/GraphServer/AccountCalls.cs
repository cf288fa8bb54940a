using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>Where accounts can be found for a token that names none (contract, 0a.2): each way only where the test opens it.</summary>
internal sealed class AccountCalls(MetaServer server)
{
    private readonly Gate _gate = new(server);

    public GraphAnswer Assigned(GraphRequest request, string userId)
    {
        var token = _gate.Token(request);
        return server.Finding == AccountFinding.Assigned && token.UserId == userId
            ? List([.. token.WabaIds])
            : throw GraphRefusal.NoSuchObject(request.Method, userId);
    }

    public GraphAnswer Businesses(GraphRequest request)
    {
        var token = _gate.Token(request);
        return server.Finding is AccountFinding.Owned or AccountFinding.Clients
            ? List([.. token.WabaIds.Select(x => server.World.FindWaba(x)!.Owner.Id).Distinct()])
            : throw new GraphRefusal(100, "(#100) Missing Permission");
    }

    public GraphAnswer Of(GraphRequest request, string businessId, AccountFinding how)
    {
        var token = _gate.Token(request);
        return List(server.Finding == how ? [.. token.WabaIds.Where(x => server.World.FindWaba(x)!.Owner.Id == businessId)] : []);
    }

    private static GraphAnswer List(IReadOnlyList<string> ids) =>
        GraphAnswer.Json(new JsonObject { ["data"] = new JsonArray([.. ids.Select(x => new JsonObject { ["id"] = x })]) });
}

/// <summary>By which way the accounts of a token can be found.</summary>
internal enum AccountFinding
{
    None,
    Assigned,
    Owned,
    Clients,
}
