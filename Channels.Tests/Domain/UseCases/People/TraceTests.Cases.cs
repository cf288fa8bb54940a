using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.Keys;
using Channels.Domain.UseCases.People;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Tests.Support;
using MediatR;

namespace Channels.Tests.Domain.UseCases.People;

/// <summary>Each command that leaves a trace, once.</summary>
public sealed partial class TraceTests
{
    /// <summary>What changes neither people nor alerts, and why each is here.</summary>
    private static readonly Type[] LeaveNone =
    [
        // They read.
        typeof(FindSession), typeof(ListPeople), typeof(ListSessions), typeof(ReadPasswordLink), typeof(ReadPreferences),
        typeof(ReadSetup), typeof(ReadAlerts), typeof(ListDueDeliveries), typeof(ListApiKeys),
        typeof(ListEndpoints), typeof(FindEndpoint), typeof(ListDeliveries), typeof(FindDelivery),
        // Nobody else sees how somebody likes the console.
        typeof(ChangePreferences),
        // They send what is set up, and change nothing.
        typeof(SendTestAlert), typeof(TryEndpoint), typeof(ReplayDelivery),
        // The console's own work, which no person does.
        typeof(KeepSessions), typeof(WatchChannels), typeof(AttemptDelivery), typeof(EndInterruptedDeliveries), typeof(TellOfStore),
        typeof(FindDueEvents), typeof(SettleEvents), typeof(TellOfEndpoints),
    ];

    private static readonly Case[] All =
    [
        new(TraceKind.SignedIn, typeof(SignIn), "Sessions", async x =>
        {
            await x.SignInAsync(Password);
            return x.Own();
        }),
        new(TraceKind.SignInFailed, typeof(SignIn), null, async x =>
        {
            await x.FailAsync("errada");
            return new(Actor: null, x.Ana);
        }),
        new(TraceKind.SignInLocked, typeof(SignIn), null, async x =>
        {
            await x.FailAsync("errada", times: 5);
            await x.FailAsync(Password);
            return new(Actor: null, x.Ana);
        }),
        new(TraceKind.SignInDisabled, typeof(SignIn), null, async x =>
        {
            var beto = await x.AddAsync("beto@loja.example");
            await x.SendAsync(x.Ana, new EnablePerson(beto, Enabled: false));
            await x.FailAsync(Password, "beto@loja.example");
            return new(Actor: null, beto);
        }),
        new(TraceKind.SignInUnknown, typeof(SignIn), null, async x =>
        {
            await x.FailAsync(Password, "ninguem@loja.example");
            return new(Actor: null, Subject: null) { Client = Client.Unknown };
        }),
        new(TraceKind.SignedOut, typeof(SignOut), "Sessions", async x =>
        {
            await x.SendAsync(x.Ana, new SignOut());
            return x.Own();
        }),
        new(TraceKind.SessionsEnded, typeof(EndSession), "Sessions", async x =>
        {
            var other = (await x.SignInAsync(Password)).Session;
            await x.SendAsync(x.Ana, new EndSession(other.Id));
            return x.Own();
        }),
        new(TraceKind.SessionsEnded, typeof(EndOtherSessions), "Sessions", async x =>
        {
            await x.SignInAsync(Password);
            await x.SignInAsync(Password);
            await x.SendAsync(x.Ana, new EndOtherSessions());
            return x.Own() with { Count = 2 };
        }),
        new(TraceKind.SetUp, typeof(CreateFirstAdministrator), "Users", async x =>
        {
            await x.ForgetEverybodyAsync();
            return await x.SetUpAsync(recover: false);
        }),
        new(TraceKind.Recovered, typeof(CreateFirstAdministrator), "Users", x => x.SetUpAsync(recover: true)),
        new(TraceKind.Invited, typeof(InvitePerson), "Users", async x =>
        {
            var link = await x.SendAsync(x.Ana, new InvitePerson("beto@loja.example", "Beto", Role.Operator));
            return new(x.Ana, link.UserId) { Role = Role.Operator };
        }),
        new(TraceKind.RoleChanged, typeof(ChangeRole), "Users", async x =>
        {
            var beto = await x.AddAsync("beto@loja.example");
            await x.SendAsync(x.Ana, new ChangeRole(beto, Role.Administrator));
            return new(x.Ana, beto) { Role = Role.Administrator };
        }),
        new(TraceKind.Disabled, typeof(EnablePerson), "Users", async x =>
        {
            var beto = await x.AddAsync("beto@loja.example");
            await x.SendAsync(x.Ana, new EnablePerson(beto, Enabled: false));
            return new(x.Ana, beto);
        }),
        new(TraceKind.Enabled, typeof(EnablePerson), "Users", async x =>
        {
            var beto = await x.AddAsync("beto@loja.example");
            await x.SendAsync(x.Ana, new EnablePerson(beto, Enabled: true));
            return new(x.Ana, beto);
        }),
        new(TraceKind.ResetLinkMade, typeof(ResetPassword), "Users", async x =>
        {
            var beto = await x.AddAsync("beto@loja.example");
            await x.SendAsync(x.Ana, new ResetPassword(beto));
            return new(x.Ana, beto);
        }),
        new(TraceKind.PasswordChosen, typeof(ChoosePassword), "Users", async x =>
        {
            var link = await x.SendAsync(x.Ana, new InvitePerson("beto@loja.example", "Beto", Role.Operator));
            await x.SendAsync(null, new ChoosePassword(link.UserId, link.Token, Password));
            return new(link.UserId, link.UserId);
        }),
        new(TraceKind.PasswordChanged, typeof(ChangePassword), "Users", async x =>
        {
            await x.SendAsync(x.Ana, new ChangePassword(Password, "outra senha bem longa"));
            return x.Own();
        }),
        new(TraceKind.PasswordRefused, typeof(ChangePassword), null, async x =>
        {
            await Rules.BreaksAsync(Rule.PasswordWrong, () => x.SendAsync(x.Ana, new ChangePassword("errada", "outra senha bem longa")));
            return x.Own();
        }),
        new(TraceKind.AlertsChanged, typeof(ChangeAlerts), "AlertSettings", async x =>
        {
            await x.SendAsync(x.Ana, new ChangeAlerts(AlertChoices.Default with { GraceMinutes = 7 }, Password: null, Seen: 0));
            return new(x.Ana, Subject: null);
        }),
        new(TraceKind.SecretRenewed, typeof(RenewWebhookSecret), "AlertSettings", async x =>
        {
            await x.SendAsync(x.Ana, new RenewWebhookSecret());
            return new(x.Ana, Subject: null);
        }),
        new(TraceKind.KeyMade, typeof(MakeApiKey), "ApiKeys", async x =>
        {
            await x.SendAsync(x.Ana, new MakeApiKey(Erp));
            return new(x.Ana, Subject: null);
        }),
        new(TraceKind.KeyRevoked, typeof(RevokeApiKey), "ApiKeys", async x =>
        {
            await x.SendAsync(x.Ana, new RevokeApiKey((await x.SendAsync(x.Ana, new MakeApiKey(Erp))).Id));
            return new(x.Ana, Subject: null);
        }),
        new(TraceKind.EndpointMade, typeof(MakeEndpoint), "WebhookEndpoints", async x =>
        {
            await x.SendAsync(x.Ana, new MakeEndpoint(Receiver));
            return new(x.Ana, Subject: null);
        }),
        OfEndpoint(TraceKind.EndpointChanged, id => new ChangeEndpoint(id, Receiver)),
        OfEndpoint(TraceKind.EndpointChanged, id => new SwitchEndpoint(id, On: false)),
        OfEndpoint(TraceKind.EndpointChanged, id => new ReplayEvents(id, DateTimeOffset.MinValue)),
        OfEndpoint(TraceKind.SecretRenewed, id => new RenewEndpointSecret(id)),
        OfEndpoint(TraceKind.EndpointRemoved, id => new RemoveEndpoint(id)),
    ];

    private static ApiKeyOrder Erp => new("ERP", [ApiScope.ChannelsRead], Channels: null);

    private static WebhookOrder Receiver => new("https://erp.loja.example/eventos", [], Channels: null, ShowsMessages: false);

    private static Case OfEndpoint<T>(TraceKind kind, Func<Guid, IRequest<T>> command) => new(kind, command(Guid.Empty).GetType(), "WebhookEndpoints", async x =>
    {
        await x.SendAsync(x.Ana, command((await x.SendAsync(x.Ana, new MakeEndpoint(Receiver))).Id));
        return new(x.Ana, Subject: null);
    });
}
