using Bunit;
using Channels.App.Features.Users;
using Channels.Domain.Ports;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Users;

public sealed class LinkDialogTests : MudContext
{
    [Fact]
    public async Task Copying_IsWhatIsLoud_UntilItIsDone()
    {
        var page = await OpenAsync(copies: true);
        Assert.Contains("primary", Button(page, "Copiar link").ClassList);
        Assert.Contains("quiet", Button(page, "Fechar").ClassList);

        await PressAsync(page, "Copiar link");

        Assert.Contains("tonal", Button(page, "Copiado").ClassList);
        Assert.Contains("primary", Button(page, "Concluir").ClassList);
    }

    [Fact]
    public async Task Copying_WhereTheBrowserForbidsIt_SaysWhatElse_AndStaysLoud()
    {
        var page = await OpenAsync(copies: false);

        await PressAsync(page, "Copiar link");

        Assert.Contains("O navegador não permitiu copiar.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("primary", Button(page, "Copiar link").ClassList);
        Assert.Contains("quiet", Button(page, "Fechar").ClassList);
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(bool copies)
    {
        JSInterop.SetupModule("/js/clipboard.js").Setup<bool>("copy", _ => true).SetResult(copies);
        var link = new PasswordLink("beto", "token", Snapshots.Now.AddDays(1));
        return (await OpenAsync<LinkDialog>(new DialogParameters<LinkDialog> { { x => x.Link, link }, { x => x.Name, "Beto" } })).Page;
    }
}
