using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Channels.Tests.GraphServer;

/// <summary>The dialog in which a person shares accounts with the app (contract, 1.1 and 1.2), with and without a browser.</summary>
internal sealed class LoginDialog(MetaServer server)
{
    private readonly ConcurrentDictionary<string, AuthorizationCode> _codes = new();

    /// <summary>Who is signed in at Facebook.</summary>
    public (string Id, string Name) Person { get; set; } = ("10222270944537964", "Ana Souza");

    /// <summary>The accounts that the person may share; null for all there are.</summary>
    public IReadOnlyList<Waba>? Offered { get; set; }

    /// <summary>The scopes that come of it, whatever was asked for.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [Gate.Management, Gate.Messages];

    /// <summary>Of the tokens; null never expires.</summary>
    public TimeSpan? TokenLifetime { get; set; } = TimeSpan.FromSeconds(5_183_944);

    /// <summary>USER as in Meta's example, or SYSTEM_USER.</summary>
    public string TokenType { get; set; } = "USER";

    /// <summary>The tokens do not name the shared accounts.</summary>
    public bool OmitsTargetIds { get; set; }

    /// <summary>What the callback is called with after a person shared the accounts: <c>?code=…&amp;state=…</c>.</summary>
    public string Authorize(string redirectUri, string state, params IReadOnlyList<Waba> wabas) =>
        QueryHelpers.AddQueryString("", new Dictionary<string, string?> { ["code"] = IssueCode(redirectUri, wabas), ["state"] = state });

    public string IssueCode(string redirectUri, params IReadOnlyList<Waba> wabas)
    {
        var code = "AQB" + Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
        _codes[code] = new AuthorizationCode(redirectUri, GrantOf(wabas), server.Time.GetUtcNow());
        return code;
    }

    /// <summary>What the callback is called with after a person refused, or was not allowed to agree.</summary>
    public static string Refuse(string state) =>
        "?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=" + Uri.EscapeDataString(state);

    internal AuthorizationCode? FindCode(string code) => _codes.GetValueOrDefault(code);

    internal Grant GrantOf(IReadOnlyList<Waba> wabas) => new(
        Person.Id,
        Person.Name,
        [.. wabas.Select(x => x.Id).OrderDescending(StringComparer.Ordinal)],
        Scopes,
        TokenLifetime,
        TokenType,
        OmitsTargetIds);

    internal GraphAnswer Show(GraphRequest request) => Mistake(request) is { } mistake
        ? GraphAnswer.Html(DialogPage.Error(mistake), 400)
        : GraphAnswer.Html(DialogPage.Ask(server.AppName, Person.Name, Offered ?? server.World.Wabas));

    internal GraphAnswer Decide(GraphRequest request)
    {
        if (Mistake(request) is { } mistake)
        {
            return GraphAnswer.Html(DialogPage.Error(mistake), 400);
        }

        var (redirectUri, state) = (request.Query["redirect_uri"], request.Query["state"]);
        // Read from the form itself, where the same name comes once for each account.
        var form = QueryHelpers.ParseQuery(request.Body);
        var shared = form.TryGetValue("waba", out var ids) ? ids.Select(x => server.World.FindWaba(x!)).OfType<Waba>().ToList() : [];
        var query = form["decision"] == "continue" ? Authorize(redirectUri, state, shared) : Refuse(state);
        return GraphAnswer.Redirect(redirectUri + (redirectUri.Contains('?', StringComparison.Ordinal) ? "&" + query[1..] : query) + "#_=_");
    }

    // Graph never sends a browser to an address that it does not trust, and so shows its mistakes itself.
    private string? Mistake(GraphRequest request) => request switch
    {
        _ when Value(request, "client_id") != server.AppId => "ID de aplicativo inválido",
        _ when !server.RedirectUris.Contains(Value(request, "redirect_uri") ?? "") => "URL bloqueada: este redirecionamento falhou porque o URI não está na lista de permissões",
        _ when Value(request, "config_id") != server.ConfigurationId => "Configuração inválida",
        _ when Value(request, "response_type") is not (null or "code") => "Tipo de resposta inválido",
        _ when string.IsNullOrEmpty(Value(request, "state")) => "O parâmetro state é obrigatório",
        _ when !IsKnown(Value(request, "extras") ?? "{}") => "O parâmetro extras não é válido",
        _ => null,
    };

    private static string? Value(GraphRequest request, string name) => request.Query.GetValueOrDefault(name);

    // Of Embedded Signup v4: versions that are sent belong to those that ended (contract, 0a.4).
    private static bool IsKnown(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject extras
                && extras.All(x => x.Key == "setup" || (x.Key == "featureType" && (string?)x.Value == "whatsapp_business_app_onboarding"));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
