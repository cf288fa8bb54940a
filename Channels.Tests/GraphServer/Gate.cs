namespace Channels.Tests.GraphServer;

/// <summary>Who may do what.</summary>
internal sealed class Gate(MetaServer server)
{
    public const string Management = "whatsapp_business_management";
    public const string Messages = "whatsapp_business_messaging";

    /// <summary>The token of the call, alive and with its proof.</summary>
    /// <remarks>Graph would also take a token from the query; here it must not be there, because it lands in logs.</remarks>
    public AccessToken Token(GraphRequest request)
    {
        var value = request.Bearer ?? throw new GraphRefusal(104, "An access token is required to request this resource.");
        CheckProof(request, value);
        if (value == server.AppToken)
        {
            throw new GraphRefusal(200, "(#200) The app's own token may not do this.");
        }

        var token = server.FindToken(value) ?? throw new GraphRefusal(190, "Invalid OAuth access token - Cannot parse access token");
        return token.DeathAt(server.Time.GetUtcNow()) is { } death ? throw death : token;
    }

    public Waba Waba(GraphRequest request, string id, string scope = Management) => server.World.FindWaba(id) is { } waba
        ? Allowed(request, scope, waba.Id, id, waba)
        : throw Missing(request, id);

    public WabaNumber Number(GraphRequest request, string id, string scope = Management) => server.World.FindNumber(id) is { } number
        ? Allowed(request, scope, number.WabaId, id, number)
        : throw Missing(request, id);

    public void CheckProof(GraphRequest request, string token)
    {
        var proof = request["appsecret_proof"];
        if (proof is null && server.RequiresAppSecret)
        {
            throw new GraphRefusal(100, "API calls from the server require an appsecret_proof argument") { Type = "GraphMethodException" };
        }

        if (proof is not null && proof != MetaJson.Hmac(server.AppSecret, token))
        {
            throw new GraphRefusal(100, "Invalid appsecret_proof provided in the API argument") { Type = "GraphMethodException" };
        }
    }

    private T Allowed<T>(GraphRequest request, string scope, string wabaId, string id, T found)
    {
        var token = Token(request);
        if (!token.WabaIds.Contains(wabaId))
        {
            throw server.HidesForeign
                ? GraphRefusal.NoSuchObject(request.Method, id)
                : new GraphRefusal(200, "(#200) You do not have permission to access this WhatsApp Business Account.");
        }

        return token.Scopes.Contains(scope)
            ? found
            : throw new GraphRefusal(10, "(#10) Application does not have permission for this action");
    }

    // Whether there is such a thing is told only to whom may ask at all.
    private GraphRefusal Missing(GraphRequest request, string id)
    {
        Token(request);
        return GraphRefusal.NoSuchObject(request.Method, id);
    }
}
