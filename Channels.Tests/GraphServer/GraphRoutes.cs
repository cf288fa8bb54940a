namespace Channels.Tests.GraphServer;

/// <summary>Which call goes where.</summary>
internal sealed class GraphRoutes(MetaServer server)
{
    private readonly TokenCalls _tokens = new(server);
    private readonly AccountCalls _accounts = new(server);
    private readonly WabaCalls _wabas = new(server);
    private readonly NumberCalls _numbers = new(server);
    private readonly Registration _registration = new(server);
    private readonly Messaging _messaging = new(server);

    public Task<GraphAnswer> AnswerAsync(GraphRequest request)
    {
        if (!request.HasValidVersion)
        {
            // Meta's OpenAPI description has the words, among the examples of error 100.
            throw new GraphRefusal(100, "Invalid version format");
        }

        return (request.Method, request.Segments) switch
        {
            ("POST", [var id, "subscribed_apps"]) => _wabas.SubscribeAsync(request, id),
            ("POST", [var id]) => _numbers.ChangeAsync(request, id),
            _ => Task.FromResult(Answer(request)),
        };
    }

    private GraphAnswer Answer(GraphRequest request) => (request.Method, request.Segments) switch
    {
        ("GET", ["dialog", "oauth"]) => server.Dialog.Show(request),
        ("POST", ["dialog", "oauth"]) => server.Dialog.Decide(request),
        ("GET" or "POST", ["oauth", "access_token"]) => _tokens.Exchange(request),
        ("GET", ["debug_token"]) => _tokens.Debug(request),
        ("GET", [var id, "subscriptions"]) => _tokens.Subscriptions(request, id),
        ("GET", ["me", "permissions"]) => _tokens.Permissions(request),
        ("GET", ["me"]) => _tokens.Me(request),
        ("GET", ["me", "businesses"]) => _accounts.Businesses(request),
        ("GET", [var id, "assigned_whatsapp_business_accounts"]) => _accounts.Assigned(request, id),
        ("GET", [var id, "owned_whatsapp_business_accounts"]) => _accounts.Of(request, id, AccountFinding.Owned),
        ("GET", [var id, "client_whatsapp_business_accounts"]) => _accounts.Of(request, id, AccountFinding.Clients),
        ("GET", [var id, "phone_numbers"]) => _wabas.ListNumbers(request, id),
        ("GET", [var id, "subscribed_apps"]) => _wabas.ListApps(request, id),
        ("DELETE", [var id, "subscribed_apps"]) => _wabas.Unsubscribe(request, id),
        ("POST", [var id, "register"]) => _registration.Register(request, id),
        ("POST", [var id, "deregister"]) => _registration.Deregister(request, id),
        ("POST", [var id, "messages"]) => _messaging.Send(request, id),
        ("GET", [MediaCalls.Attachments, "attachments"]) => server.Media.Fetch(request),
        ("GET", [var id]) when server.Media.Has(id) => server.Media.Find(request, id),
        ("GET", [var id]) when server.World.FindNumber(id) is not null => _numbers.Show(request, id),
        ("GET", [var id]) => _wabas.Show(request, id),
        (var method, [var id, ..]) => throw GraphRefusal.NoSuchObject(method, id),
        _ => throw new GraphRefusal(100, "Unsupported request."),
    };
}
