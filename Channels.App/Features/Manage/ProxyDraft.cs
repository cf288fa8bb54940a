using Channels.Domain;
using Channels.Domain.Proxies;
using Channels.Domain.UseCases.Connect;

namespace Channels.App.Features.Manage;

/// <summary>What is typed in the dialog and not saved yet.</summary>
public sealed class ProxyDraft
{
    public ProxyDraft(ProxyView? saved)
    {
        Saved = saved;
        if (saved is { Server: var server })
        {
            (Kind, Host, Port, User) = (server.Kind, server.Host, server.Port, server.User);
        }
    }

    public ProxyView? Saved { get; }

    public ProxyKind Kind { get; set; }

    public string Host { get; set; } = "";

    public int? Port { get; set; }

    public string User { get; set; } = "";

    /// <summary>Empty keeps the one there is.</summary>
    public string Password { get; set; } = "";

    /// <summary>A password is kept, and still belongs to what is typed.</summary>
    public bool IsPasswordKept => Saved is { HasPassword: true } && Server.User.Length > 0 && Server.HasSameLogin(Saved.Server);

    public ProxyServer Server => new(Kind, Host.Trim(), Port ?? 0, User.Trim());
}
