using System.Globalization;
using Channels.App.Features.Alerts;
using Channels.App.Hosting;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Channels.Tests.App.Alerts;

public sealed class AlertTextsTests
{
    private static readonly DateTimeOffset Dropped = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

    public static TheoryData<ReasonCode> Troubles => [.. Enum.GetValues<ReasonCode>().Where(ReasonTable.IsTrouble)];

    [Theory]
    [InlineData(0.5, 1, "Vendas está desconectada há menos de 1 min")]
    [InlineData(5, 1, "Vendas está desconectada há 5 min")]
    [InlineData(60, 2, "Vendas está desconectada há 1 h")]
    [InlineData(95, 1, "Vendas está desconectada há 1 h 35 min")]
    [InlineData(60 * 24 * 3, 1, "Vendas está desconectada há 3 dias")]
    [InlineData(7, 6, "Vendas está instável: caiu 6 vezes em 7 min")]
    public void Down_SaysForHowLong(double minutes, int drops, string subject) =>
        Assert.Equal(subject, Texts().Of(Notice(Story(drops: drops), minutes)).Subject);

    [Theory]
    [InlineData(1, false, "Vendas voltou: ficou desconectada por 12 min")]
    [InlineData(6, false, "Vendas está estável de novo: caiu 6 vezes em 12 min")]
    [InlineData(1, true, "Vendas ficou desconectada por 12 min e já voltou")]
    [InlineData(6, true, "Vendas ficou instável, mas já voltou: caiu 6 vezes em 12 min")]
    public void Recovered_SaysForHowLongAndWhetherItIsTheFirstNews(int drops, bool firstNews, string subject)
    {
        var story = Story(drops: drops) with { Kind = AlertKind.Recovered, UpSince = Dropped.AddMinutes(12), FirstNews = firstNews };

        var text = Texts().Of(Notice(story, minutes: 600));

        Assert.Equal(subject, text.Subject);
        Assert.Contains("Voltou em: 22/11/2026 12:12", text.Plain, StringComparison.Ordinal);
        Assert.DoesNotContain("O que fazer", text.Plain, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public void Down_EveryReason_SaysWhyAndWhatToDo(ReasonCode code)
    {
        var text = Texts().Of(Notice(Story(code), 5));

        foreach (var body in (string[])[text.Plain, text.Html])
        {
            Assert.Contains("O que fazer", body, StringComparison.Ordinal);
            Assert.Contains("Mensagens não são enviadas nem recebidas.", body, StringComparison.Ordinal);
            Assert.Contains("(11) 98765-4321", body, StringComparison.Ordinal);
            Assert.DoesNotMatch("(Step|Alert|Reason)_", body);
            Assert.DoesNotContain("{0}", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Reconnecting_DoesNotSayThatThereIsNothingToDo() =>
        Assert.Contains("verifique a internet do servidor", Texts().Of(Notice(Story(ReasonCode.Reconnecting), 5)).Plain, StringComparison.Ordinal);

    [Fact]
    public void Html_NameOfAnInstance_IsEscaped()
    {
        var html = Texts().Of(Notice(Story() with { ChannelName = "<img src=x onerror=alert(1)>" }, 5)).Html;

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_IsInTheLanguageAndZoneOfTheSettings_AndLeavesTheThreadsAlone()
    {
        var before = CultureInfo.CurrentUICulture;

        var text = Texts(("Alerts:Language", "en"), ("TimeZone", "America/Manaus")).Of(Notice(Story(), 5));

        Assert.Equal("Vendas has been disconnected for 5 min", text.Subject);
        Assert.Contains("11:00", text.Plain, StringComparison.Ordinal);
        Assert.Equal(before, CultureInfo.CurrentUICulture);
    }

    [Theory]
    [InlineData("https://console.loja.example", "https://console.loja.example/canais")]
    [InlineData("http://10.0.0.5:5080/", "http://10.0.0.5:5080/canais")]
    public void Link_LeadsToTheInstances(string address, string link)
    {
        var text = Texts(("PublicAddress", address)).Of(Notice(Story(), 5));

        Assert.Contains($"Abrir o painel: {link}", text.Plain, StringComparison.Ordinal);
        Assert.Contains($"href=\"{link}\"", text.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_NobodySaidWhere_IsLeftOut() =>
        Assert.DoesNotContain("Abrir o painel", Texts().Of(Notice(Story(), 5)).Plain, StringComparison.Ordinal);

    [Theory]
    [InlineData("Alerts:Language", "fr")]
    public void Setting_Wrong_IsRefusedByName(string key, string value)
    {
        var mistake = Assert.Throws<SettingsException>(() => Texts((key, value)));

        Assert.Contains(key, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(value, mistake.Message, StringComparison.Ordinal);
    }

    private static AlertTexts Texts(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(x => KeyValuePair.Create(x.Key, (string?)x.Value))).Build();
        var localizer = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider()
            .GetRequiredService<IStringLocalizer<Strings>>();
        return new AlertTexts(localizer, new ConsoleTimeZone(configuration), new AlertTexts.Setup(configuration, new PublicAddress(configuration)));
    }

    private static AlertNotice Notice(IncidentStory story, double minutes) => new(Guid.NewGuid(), Dropped.AddMinutes(minutes), story);

    private static IncidentStory Story(ReasonCode code = ReasonCode.LoggedOutOnPhone, int drops = 1) => new(
        Guid.NewGuid(), AlertKind.Down, new ChannelId(Guid.NewGuid()), "Vendas", PhoneNumber.FromDigits("5511987654321"),
        new StatusReason(code), new StatusReason(code), Dropped, UpSince: null, drops, FirstNews: true);
}
