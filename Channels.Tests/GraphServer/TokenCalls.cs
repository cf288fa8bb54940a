using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>The code exchange and what can be asked about a token (contract, 2.1 and 2.2).</summary>
internal sealed class TokenCalls(MetaServer server)
{
    private readonly Gate _gate = new(server);

    public GraphAnswer Exchange(GraphRequest request)
    {
        if (request["client_id"] != server.AppId)
        {
            throw new GraphRefusal(101, "Error validating application. Invalid application ID.", status: 400);
        }

        if (request["client_secret"] != server.AppSecret)
        {
            throw new GraphRefusal(1, "Error validating client secret.", status: 400);
        }

        var code = server.Dialog.FindCode(request["code"] ?? throw Refusal("Missing authorization code"))
            ?? throw Refusal("Invalid verification code format.");
        if (code.IsUsed)
        {
            throw Refusal("This authorization code has been used.", 36009);
        }

        if (code.ExpiresAt <= server.Time.GetUtcNow())
        {
            // What Meta says here was found nowhere.
            throw Refusal("This authorization code has expired.");
        }

        if (request["redirect_uri"] != code.RedirectUri)
        {
            throw Refusal("Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request");
        }

        if (!code.TryUse())
        {
            throw Refusal("This authorization code has been used.", 36009);
        }

        var token = server.IssueToken(code.Grant);
        var answer = new JsonObject { ["access_token"] = token.Value, ["token_type"] = "bearer" };
        if (token.ExpiresAt is { } end)
        {
            answer["expires_in"] = (long)(end - token.IssuedAt).TotalSeconds;
        }

        return GraphAnswer.Json(answer);
    }

    public GraphAnswer Debug(GraphRequest request)
    {
        // The app's token goes into the query in most clients, and nothing else may.
        var asking = request.Bearer ?? request["access_token"] ?? throw new GraphRefusal(104, "An access token is required to request this resource.");
        if (asking == server.AppToken)
        {
            _gate.CheckProof(request, asking);
        }
        else
        {
            _gate.Token(request);
        }

        var input = request["input_token"] ?? throw new GraphRefusal(100, "(#100) The parameter input_token is required");
        return GraphAnswer.Json(new JsonObject { ["data"] = server.FindToken(input) is { } token ? Describe(token) : Unknown() });
    }

    /// <summary>What is ticked in the app's webhook, for the app itself (contract, 0a.11).</summary>
    public GraphAnswer Subscriptions(GraphRequest request, string id)
    {
        if (request.Bearer != server.AppToken || id != server.AppId)
        {
            throw new GraphRefusal(15, "(#15) This method must be called with an app access_token.");
        }

        _gate.CheckProof(request, server.AppToken);
        return GraphAnswer.Json(new JsonObject
        {
            ["data"] = new JsonArray(new JsonObject
            {
                ["object"] = "whatsapp_business_account",
                ["callback_url"] = "https://canais.loja.example/meta/webhook",
                ["active"] = true,
                ["fields"] = new JsonArray([.. server.TickedFields.Select(x => new JsonObject { ["name"] = x, ["version"] = "v27.0" })]),
            }),
        });
    }

    public GraphAnswer Permissions(GraphRequest request) => GraphAnswer.Json(new JsonObject
    {
        ["data"] = new JsonArray([.. _gate.Token(request).Scopes.Append("public_profile")
            .Select(x => new JsonObject { ["permission"] = x, ["status"] = "granted" })]),
    });

    public GraphAnswer Me(GraphRequest request)
    {
        var token = _gate.Token(request);
        var asked = NodeFields.Asked(request) ?? ["name"];
        if (!asked.Contains("client_business_id"))
        {
            return GraphAnswer.Json(NodeFields.Pick("User", new JsonObject { ["id"] = token.UserId, ["name"] = token.UserName }, asked));
        }

        // Only the tokens of a business integration have a client (contract, 1.3).
        var client = token.Type == "SYSTEM_USER" && token.WabaIds is [var first, ..] ? server.World.FindWaba(first)?.Owner.Id : null;
        return client is not null
            ? GraphAnswer.Json(new JsonObject { ["client_business_id"] = client, ["id"] = token.UserId })
            : throw new GraphRefusal(190, "Invalid OAuth 2.0 Access Token", status: 400);
    }

    private static GraphRefusal Refusal(string message, int? subcode = null) => new(100, message, subcode)
    {
        Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = $"""OAuth "Facebook Platform" "invalid_code" "{message}" """.TrimEnd() },
    };

    private JsonObject Describe(AccessToken token)
    {
        var death = token.DeathAt(server.Time.GetUtcNow());
        var data = new JsonObject
        {
            ["app_id"] = server.AppId,
            ["application"] = server.AppName,
            ["data_access_expires_at"] = (token.IssuedAt + TimeSpan.FromDays(90)).ToUnixTimeSeconds(),
            ["expires_at"] = token.ExpiresAt?.ToUnixTimeSeconds() ?? 0,
            ["granular_scopes"] = new JsonArray([.. token.Scopes.Select(x => GranularScope(token, x))]),
            ["is_valid"] = death is null,
            ["issued_at"] = token.IssuedAt.ToUnixTimeSeconds(),
            ["scopes"] = new JsonArray([.. token.Scopes.Append("public_profile").Select(x => (JsonNode)x)]),
            ["type"] = token.Type,
            ["user_id"] = token.UserId,
        };
        if (death is not null)
        {
            data["error"] = Error(death.Code, death.Message, death.Subcode);
        }

        return data;
    }

    private static JsonObject Unknown() => new()
    {
        ["error"] = Error(190, "Invalid OAuth access token - Cannot parse access token", null),
        ["is_valid"] = false,
        ["scopes"] = new JsonArray(),
    };

    private static JsonObject GranularScope(AccessToken token, string scope)
    {
        var granular = new JsonObject { ["scope"] = scope };
        if (!token.OmitsTargetIds && scope.StartsWith("whatsapp_", StringComparison.Ordinal))
        {
            granular["target_ids"] = new JsonArray([.. token.WabaIds.Select(x => (JsonNode)x)]);
        }

        return granular;
    }

    private static JsonObject Error(int code, string message, int? subcode)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (subcode is not null)
        {
            error["subcode"] = subcode;
        }

        return error;
    }
}
