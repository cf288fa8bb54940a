using System.Globalization;
using Bunit;
using Channels.App.Components;
using Channels.App.Features.List.Cards;
using Channels.Domain;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components.Web;

namespace Channels.Tests.App.List;

public sealed class ChannelCardTests : MudContext
{
    public static TheoryData<ReasonCode> Reasons => [.. Enum.GetValues<ReasonCode>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Render_OfEveryReason_HasAStatusAReasonAndOneFirstAction(ReasonCode code)
    {
        var card = RenderCard(Snapshots.Of("Vendas", code, "5511987654321"));

        var status = ReasonTable.StatusOf(code) switch
        {
            ChannelStatus.Connected => "Conectado",
            ChannelStatus.Connecting => "Connecting",
            _ => "Desconectado",
        };
        Assert.Equal(status, card.Find("[data-status]").TextContent.Trim());
        Assert.NotNull(card.Find("[data-status] svg"));
        Assert.Equal(code != ReasonCode.Connected, card.FindAll(".why").Count == 1);
        Assert.StartsWith("(11) 98765-4321", card.Find(".who").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Single(card.FindAll("footer .primary, footer .tonal"));
        Assert.Equal(code != ReasonCode.Connected, card.FindAll(".messages, .stopped").Count == 1);
        Assert.Equal(ReasonTable.StatusOf(code) != ChannelStatus.Connected, card.FindAll("elapsed-time").Count == 1);
    }

    public static TheoryData<ReasonCode> Ends => [.. Enum.GetValues<ReasonCode>().Where(ReasonTable.IsAttemptEnd)];

    [Theory]
    [MemberData(nameof(Ends))]
    public void Render_AfterAnAttempt_SaysHowItEndedBesideWhatIsSo(ReasonCode end)
    {
        var down = new DatedReason(new StatusReason(ReasonCode.LoggedOutOnPhone), Snapshots.Now.AddHours(-2));
        var card = RenderCard(Snapshots.Of("Vendas", down.Reason, "5511987654321") with
        {
            Since = down.At,
            Outage = down,
            LastAttempt = new DatedReason(new StatusReason(end), Snapshots.Now),
        });

        var attempt = card.Find("[data-attempt]");
        Assert.StartsWith("Última tentativa: ", attempt.TextContent.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("Attempt_", attempt.TextContent, StringComparison.Ordinal);
        Assert.Equal(Snapshots.Now.ToString("O", CultureInfo.InvariantCulture), attempt.QuerySelector("local-time")!.GetAttribute("datetime"));
        Assert.Equal("O aparelho foi desconectado pelo celular.", card.Find(".why").TextContent);
        Assert.Empty(card.FindAll("[data-outage]"));
    }

    [Theory]
    [InlineData("Loja da Ana", true)]
    [InlineData(" VENDAS ", false)]
    [InlineData(" ", false)]
    [InlineData(null, false)]
    public void Render_SaysTheNameOfTheProfile_WhereItSaysSomethingElse(string? profile, bool shown)
    {
        var card = RenderCard(Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321") with { ProfileName = profile });

        Assert.Equal(shown, card.FindAll(".who bdi").Count == 1);
    }

    [Fact]
    public void Render_DuringAnAttempt_SaysSinceWhenAndWhyItIsDown()
    {
        var down = new DatedReason(new StatusReason(ReasonCode.LoggedOutOnPhone), Snapshots.Now.AddHours(-2));
        var card = RenderCard(Snapshots.Of("Vendas", ReasonCode.CodeOnScreen, "5511987654321") with { Outage = down });

        var outage = card.Find("[data-outage]");
        Assert.Contains("O aparelho foi desconectado pelo celular.", outage.TextContent, StringComparison.Ordinal);
        Assert.Equal(down.At.ToString("O", CultureInfo.InvariantCulture), outage.QuerySelector("local-time")!.GetAttribute("datetime"));
    }

    [Fact]
    public void Render_OfADropThatComesBack_SaysItOnce()
    {
        var drop = new DatedReason(new StatusReason(ReasonCode.Reconnecting) { Attempt = 1 }, Snapshots.Now);
        var card = RenderCard(Snapshots.Of("Vendas", ReasonCode.SessionFailing, "5511987654321") with { Outage = drop });

        Assert.Empty(card.FindAll("[data-outage], [data-attempt]"));
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Red_MeansTroubleAndNothingElse(ReasonCode code)
    {
        var snapshot = Snapshots.Of("Vendas", code, "5511987654321").At(Snapshots.Now.AddMinutes(2));

        var card = RenderCard(snapshot);

        Assert.Equal(snapshot.IsInTrouble, card.Find("article").ClassList.Contains("bad"));
        Assert.Equal(snapshot.IsInTrouble, card.Find("[data-status]").ClassList.Contains("bad"));
        Assert.Equal(ReasonTable.IsTrouble(code), snapshot.IsInTrouble);
    }

    [Fact]
    public void ComingBack_ForTenMinutes_AsksForSomebody()
    {
        var dropped = Snapshots.Of("Vendas", ReasonCode.Reconnecting, "5511987654321");

        Assert.Equal("O sistema reconecta sozinho.", RenderCard(dropped.At(Snapshots.Now.AddMinutes(9))).Find(".step").TextContent);
        Assert.Equal(
            "Está demorando mais que o normal. Verifique a internet do servidor e clique em Atualizar.",
            RenderCard(dropped.At(Snapshots.Now.AddMinutes(10))).Find(".step").TextContent);
    }

    [Fact]
    public void Healthy_SaysNothingThatGoesWithoutSaying()
    {
        var card = RenderCard(Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321"));

        Assert.Empty(card.FindAll(".reason, .messages, .stopped, .since"));
        Assert.DoesNotContain("normalmente", card.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReasonCode.Connected)]
    [InlineData(ReasonCode.LoggedOutOnPhone)]
    [InlineData(ReasonCode.SessionFailing)]
    [InlineData(ReasonCode.Reconnecting)]
    public void Actions_AreInTheSameOrderOnEveryCard(ReasonCode code) => Assert.Equal(
        ["Atualizar", "Editar nome", "Remover"],
        RenderCard(Snapshots.Of("Vendas", code)).FindAll("footer button").Select(x => x.TextContent.Trim()).SkipWhile(x => x == "Conectar"));

    [Fact]
    public void Render_OfWhatMetaSays_WritesItAsTextAfterOurSentence()
    {
        var reason = new StatusReason(ReasonCode.SendingBlocked) { Detail = "<b>Business not verified</b>" };

        var card = RenderCard(Snapshots.Of("Vendas", reason));

        Assert.Empty(card.FindAll("b"));
        Assert.Equal("<b>Business not verified</b>", card.Find(".why bdi").TextContent);
        Assert.StartsWith("A Meta bloqueou o envio", card.Find(".why").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OfUntrustedNames_WritesTextNotMarkup()
    {
        var card = RenderCard(Snapshots.Of("<img src=x onerror=alert(1)>") with { ProfileName = "<b>x</b>" });

        Assert.Empty(card.FindAll("img, b"));
        Assert.Equal("<img src=x onerror=alert(1)>", card.Find("h2").TextContent);
    }

    [Fact]
    public void Render_WithAPicture_NamesItByItsTag()
    {
        var snapshot = Snapshots.Of("Vendas") with { PictureTag = "a1b2" };

        Assert.Equal($"/canais/{snapshot.Id}/foto/a1b2", RenderCard(snapshot).Find("img").GetAttribute("src"));
    }

    [Fact]
    public void Render_OfInstants_LeavesTheZoneToTheBrowser()
    {
        var reason = new StatusReason(ReasonCode.Reconnecting) { Attempt = 1, NextTryAt = Snapshots.Now.AddSeconds(8) };

        var times = RenderCard(Snapshots.Of("Vendas", reason)).FindAll("local-time");

        Assert.Equal(
            ["2026-11-22T15:00:00.0000000+00:00", "2026-11-22T15:00:08.0000000+00:00"],
            times.Select(x => x.GetAttribute("datetime")));
    }

    [Fact]
    public void Render_OfARemovalUnderWay_ShowsHowFarItIsAndOffersNothing()
    {
        var card = RenderCard(Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321").Leaving("Suporte", 35_000, 90_000));

        Assert.Equal("Removendo…", card.Find(".chip").TextContent.Trim());
        Assert.Contains("Os dados seguem para “Suporte”.", card.Find(".going").TextContent, StringComparison.Ordinal);
        Assert.Contains("35.000 de 90.000", card.Find(".going").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[data-action], [data-status]"));
    }

    [Theory]
    [InlineData(ReasonCode.Connected)]
    [InlineData(ReasonCode.NeverConnected)]
    [InlineData(ReasonCode.SessionFailing)]
    public void Actions_OfAnAdministrator_EndWithTheRemoval(ReasonCode code) =>
        Assert.Equal("Remover", RenderCard(Snapshots.Of("Vendas", code)).FindAll("footer button")[^1].TextContent.Trim());

    [Fact]
    public void SetParameters_WithTheSameSnapshot_DrawsNothing()
    {
        var snapshot = Snapshots.Of("Vendas");
        var card = RenderCard(snapshot);

        card.Render(parameters => parameters.Add(x => x.Snapshot, snapshot).Add(x => x.OnAction, _ => { }));

        Assert.Equal(1, card.RenderCount);
    }

    [Fact]
    public async Task Menu_ByKeyboard_MovesChoosesAndCloses()
    {
        var chosen = new List<CardAction>();
        var closed = 0;
        var card = Render<ChannelCard>(parameters => parameters
            .Add(x => x.Snapshot, Snapshots.Of("Vendas", ReasonCode.Connected))
            .Add(x => x.IsAdministrator, true)
            .Add(x => x.IsMenuOpen, true)
            .Add(x => x.OnAction, press => chosen.Add(press.Action))
            .Add(x => x.OnMenu, open => closed += open is null ? 1 : 0));

        foreach (var key in (string[])["End", "Enter", "Escape"])
        {
            await card.InvokeAsync(() => card.Find("[role=menu]").KeyDownAsync(new KeyboardEventArgs { Key = key }));
        }

        Assert.Equal([CardAction.CopyId], chosen);
        Assert.Equal(1, closed);
    }

    [Fact]
    public void Simulated_SaysSo_AndItsMenuOpensThePhone()
    {
        var snapshot = Snapshots.Of("Vendas", ReasonCode.Connected) with { Method = ConnectionMethod.Simulator };

        var card = Render<ChannelCard>(parameters => parameters
            .Add(x => x.Snapshot, snapshot).Add(x => x.IsAdministrator, true).Add(x => x.IsMenuOpen, true));

        Assert.Equal("Simulador", card.Find(".simulated").TextContent);
        Assert.Equal(
            ["History", "Queue", "OpenPhone", "TestSend", "Disconnect", "CopyId"],
            card.FindAll("[role=menuitem]").Select(x => x.GetAttribute("data-action")));
    }

    [Fact]
    public void Menu_OfAnOperator_ShowsWhatTheyMayDo()
    {
        var card = Render<ChannelCard>(parameters => parameters
            .Add(x => x.Snapshot, Snapshots.Of("Vendas", ReasonCode.Connected)).Add(x => x.IsMenuOpen, true));

        Assert.Equal(["History", "CopyId"], card.FindAll("[role=menuitem]").Select(x => x.GetAttribute("data-action")));
    }

    [Fact]
    public async Task ChosenFromTheMenu_TheFocusIsBackOnItsButtonFirst()
    {
        var focused = -1;
        var card = Render<ChannelCard>(parameters => parameters
            .Add(x => x.Snapshot, Snapshots.Of("Vendas")).Add(x => x.IsMenuOpen, true)
            .Add(x => x.OnAction, _ => focused = Focused.Count));
        var before = Focused.Count;

        await PressAsync(card, () => card.Find("[role=menuitem]"));

        Assert.Equal(before + 1, focused);
        Focused[^1].Arguments[0].ShouldBeElementReferenceTo(card.Find("[aria-haspopup=menu]"));
    }

    private IReadOnlyList<JSRuntimeInvocation> Focused => JSInterop.Invocations["Blazor._internal.domWrapper.focus"];

    private IRenderedComponent<ChannelCard> RenderCard(ChannelSnapshot snapshot) => Render<ChannelCard>(
        parameters => parameters.Add(x => x.Snapshot, snapshot).Add(x => x.IsAdministrator, true));
}
