using System.Text.Encodings.Web;

namespace Channels.Tests.GraphServer;

/// <summary>The pages of the dialog. The form goes to the address it was shown at, whose query it keeps.</summary>
internal static class DialogPage
{
    public static string Ask(string appName, string personName, IReadOnlyList<Waba> wabas) => Page(
        "Facebook de teste",
        $"""
        <h1>Conectar {Encode(appName)} à Meta</h1>
        <p>Você entrou como {Encode(personName)}.</p>
        <form method="post">
        {Accounts(wabas)}
        <button type="submit" name="decision" value="continue">Continuar</button>
        <button type="submit" name="decision" value="cancel">Cancelar</button>
        </form>
        """);

    public static string Error(string mistake) => Page("Erro", $"""<h1>Erro do Facebook</h1><p role="alert">{Encode(mistake)}</p>""");

    private static string Accounts(IReadOnlyList<Waba> wabas) => wabas switch
    {
        [] => "<p>Você não tem contas do WhatsApp.</p>",
        [var only] => $"""<p>Conta do WhatsApp: {Encode(only.Name)}</p><input type="hidden" name="waba" value="{only.Id}">""",
        _ => $"""
            <fieldset><legend>Contas do WhatsApp a compartilhar</legend>
            {string.Concat(wabas.Select(x => $"""<p><label><input type="checkbox" name="waba" value="{x.Id}" checked> {Encode(x.Name)}</label></p>"""))}
            </fieldset>
            """,
    };

    private static string Page(string title, string body) =>
        $"""<!DOCTYPE html><html lang="pt-BR"><head><meta charset="utf-8"><title>{title}</title></head><body><main>{body}</main></body></html>""";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
