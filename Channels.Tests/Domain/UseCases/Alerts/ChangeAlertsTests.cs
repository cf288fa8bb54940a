using System.Text;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Alerts;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.Alerts;

public sealed class ChangeAlertsTests : IAsyncLifetime
{
    private const string Password = "planted-mail-password";
    private readonly Workbench _bench = new();

    public static TheoryData<string, Rule> Wrong => new()
    {
        { "no host", Rule.MailHostRequired },
        { "host with a path", Rule.MailHostInvalid },
        { "port", Rule.MailPortInvalid },
        { "no encryption to another machine", Rule.MailNotEncrypted },
        { "user with a line break", Rule.MailUserInvalid },
        { "sender", Rule.MailSenderInvalid },
        { "sender with a header", Rule.MailSenderInvalid },
        { "no recipients", Rule.MailRecipientsRequired },
        { "recipient", Rule.MailRecipientInvalid },
        { "too many recipients", Rule.MailRecipientsTooMany },
        { "no webhook", Rule.WebhookAddressRequired },
        { "webhook without a scheme", Rule.WebhookAddressInvalid },
        { "webhook with a password", Rule.WebhookAddressInvalid },
        { "webhook unencrypted", Rule.WebhookNotEncrypted },
        { "grace", Rule.GraceInvalid },
        { "settling", Rule.SettlingInvalid },
    };

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Change_WrongShape_IsRefusedAndChangesNothing(string what, Rule rule)
    {
        var good = AlertChoices.Default.ByMail(587).ByWebhook("https://crm.loja.example/avisos");
        var wrong = what switch
        {
            "no host" => With(good, x => x with { Host = "" }),
            "host with a path" => With(good, x => x with { Host = "smtp.loja.example/x" }),
            "port" => With(good, x => x with { Port = 70000 }),
            "no encryption to another machine" => With(good, x => x with { Host = "smtp.loja.example" }),
            "user with a line break" => With(good, x => x with { User = "ana\r\nRSET" }),
            "sender" => With(good, x => x with { Sender = "avisos" }),
            "sender with a header" => With(good, x => x with { Sender = "a@loja.example>\r\nBcc: <x@y.example" }),
            "no recipients" => With(good, x => x with { Recipients = " , " }),
            "recipient" => With(good, x => x with { Recipients = "ana@loja.example, beto" }),
            "too many recipients" => With(good, x => x with { Recipients = string.Join('\n', Enumerable.Range(0, 21).Select(i => $"p{i}@loja.example")) }),
            "no webhook" => good with { WebhookAddress = "" },
            "webhook without a scheme" => good with { WebhookAddress = "crm.loja.example" },
            "webhook with a password" => good with { WebhookAddress = "https://a:b@crm.loja.example" },
            "webhook unencrypted" => good with { WebhookAddress = "http://crm.loja.example" },
            "grace" => good with { GraceMinutes = 0 },
            _ => good with { SettlingMinutes = 61 },
        };
        await _bench.SendAsync(new ChangeAlerts(good, null, 0));

        var broken = await Rules.BreaksAsync(rule, () => _bench.SendAsync(new ChangeAlerts(wrong, null, 1)));

        Assert.Equal(good, (await ReadAsync()).Choices);
        Assert.True(rule != Rule.MailRecipientInvalid || broken.Arguments is ["beto"]);
    }

    [Theory]
    [InlineData("http://localhost:9000/avisos")]
    [InlineData("http://127.0.0.1:9000/avisos")]
    [InlineData("https://crm.loja.example")]
    public async Task Change_WebhookHereOrEncrypted_IsTaken(string address) =>
        Assert.Equal(address, (await _bench.TurnOnAsync(x => x.ByWebhook(address))).Choices.WebhookAddress);

    [Fact]
    public async Task Change_OffAndIncomplete_IsTaken() =>
        Assert.Equal("smtp.loja.example", (await _bench.TurnOnAsync(x => With(x, m => m with { Host = "smtp.loja.example" }))).Choices.Mail.Host);

    [Fact]
    public async Task Change_BySomebodyElseMeanwhile_SaysWhoAndOverwritesOnlyOnTheSecondSave()
    {
        var beto = await _bench.AddPersonAsync("beto@loja.example", Role.Administrator);
        await _bench.SendAsync(beto.Id, new ChangeAlerts(AlertChoices.Default with { GraceMinutes = 9 }, null, 0));
        var mine = AlertChoices.Default with { GraceMinutes = 3 };

        var broken = await Rules.BreaksAsync(Rule.AlertsChangedMeanwhile, () => _bench.SendAsync(new ChangeAlerts(mine, null, 0)));
        Assert.Equal(["Beto", 1L], broken.Arguments);
        Assert.Equal(9, (await ReadAsync()).Choices.GraceMinutes);
        await _bench.SendAsync(new ChangeAlerts(mine, null, (long)broken.Arguments[1]));

        Assert.Equal(3, (await ReadAsync()).Choices.GraceMinutes);
    }

    [Fact]
    public async Task Password_IsKeptUntilTypedAnewAndForgottenWithItsUser()
    {
        Assert.True((await _bench.TurnOnAsync(x => x.ByMail(587, "ana"), Password)).HasPassword);

        Assert.True((await _bench.TurnOnAsync(x => x with { GraceMinutes = 8 })).HasPassword);
        Assert.Equal(Password, await OpenPasswordAsync());
        Assert.False((await _bench.TurnOnAsync(x => x.ByMail(587))).HasPassword);
    }

    [Theory]
    [InlineData("localhost", 587, "ana")]
    [InlineData("127.0.0.1", 588, "ana")]
    [InlineData("127.0.0.1", 587, "beto")]
    public async Task Password_OfOneLogin_IsNotHandedToAnother(string host, int port, string user)
    {
        await _bench.TurnOnAsync(x => x.ByMail(587, "ana"), Password);

        await Rules.BreaksAsync(
            Rule.MailPasswordAgain, () => _bench.TurnOnAsync(x => With(x, m => m with { Host = host, Port = port, User = user })));
        await _bench.TurnOnAsync(x => With(x, m => m with { Host = host, Port = port, User = user }), "outra");

        Assert.Equal("outra", await OpenPasswordAsync());
    }

    [Fact]
    public async Task Password_UserWithoutOne_IsRefused() =>
        await Rules.BreaksAsync(Rule.MailPasswordRequired, () => _bench.TurnOnAsync(x => x.ByMail(587, "ana")));

    [Fact]
    public async Task Secret_IsMadeWhenTheWebhookIsTurnedOnAndShownThenOnly()
    {
        var first = await _bench.SendAsync(new ChangeAlerts(AlertChoices.Default.ByWebhook("https://crm.loja.example"), null, 0));
        var second = await _bench.SendAsync(new ChangeAlerts(AlertChoices.Default.ByWebhook("https://outro.loja.example"), null, 1));
        var renewed = await _bench.SendAsync(new RenewWebhookSecret());

        Assert.Matches("^[0-9a-f]{64}$", first.NewSecret);
        Assert.Null(second.NewSecret);
        Assert.Matches("^[0-9a-f]{64}$", renewed);
        Assert.NotEqual(first.NewSecret, renewed);
        Assert.True((await ReadAsync()).HasSecret);
    }

    [Fact]
    public async Task Secrets_AreNowhereInTheFilesNorInWhatThePageGets()
    {
        await _bench.TurnOnAsync(x => x.ByMail(587, "ana"), Password);
        var secret = await _bench.SendAsync(new RenewWebhookSecret());

        var shown = System.Text.Json.JsonSerializer.Serialize(await _bench.SendAsync(new ReadAlerts()));
        string[] planted = [Password, secret, Convert.ToBase64String(Encoding.ASCII.GetBytes(Password)), Convert.ToBase64String(Encoding.ASCII.GetBytes(secret))];
        Assert.All(planted, x => Assert.DoesNotContain(x, shown, StringComparison.Ordinal));
        var text = await _bench.ReadFilesAsync();
        Assert.All(planted, x => Assert.DoesNotContain(x, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Test_Incomplete_IsRefused()
    {
        await Rules.BreaksAsync(Rule.AlertRouteIncomplete, () => _bench.SendAsync(new SendTestAlert(AlertRoute.Mail)));
        await Rules.BreaksAsync(Rule.AlertRouteIncomplete, () => _bench.SendAsync(new SendTestAlert(AlertRoute.Webhook)));
    }

    [Fact]
    public async Task Change_WakesTheWatch()
    {
        var before = _bench.Background.Wakes;

        await _bench.TurnOnAsync(x => x with { GraceMinutes = 1 });

        Assert.Equal(before + 1, _bench.Background.Wakes);
    }

    private static AlertChoices With(AlertChoices choices, Func<MailAccount, MailAccount> change) =>
        choices with { Mail = change(choices.Mail) };

    private async Task<AlertSettingsView> ReadAsync() => (await _bench.SendAsync(new ReadAlerts())).Settings;

    private async Task<string?> OpenPasswordAsync()
    {
        var settings = await _bench.Services.GetRequiredService<IAlertStore>().ReadSettingsAsync(Workbench.Cancellation);
        return _bench.Services.GetRequiredService<ISecretSeal>().Open(settings.MailPassword!);
    }
}
