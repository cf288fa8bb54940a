using System.Reflection;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Contacts;
using Channels.Domain.Proxies;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.People;
using Channels.Domain.UseCases.Removal;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;
using MediatR;

namespace Channels.Tests.Domain.Access;

/// <summary>Sends every request type as everybody who may not send it.</summary>
public sealed class EveryRequestTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public static TheoryData<Type> Requests =>
    [
        .. typeof(Channel).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(IsRequest)),
    ];

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(Requests))]
    public void Request_DeclaresWhoMaySendIt(Type request)
    {
        var allowed = request.GetCustomAttribute<AllowedToAttribute>();

        Assert.NotNull(allowed);
        Assert.NotEmpty(allowed.Roles);
        // What a gateway says no person may say, and the other way round.
        Assert.Equal(allowed.Roles.Contains(Role.Gateway), allowed.Roles.All(role => role == Role.Gateway));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_FromWhoeverMayNotSendIt_IsRefusedAndChangesNothing(Type type)
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var operatorPerson = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);
        var demoted = await _bench.AddPersonAsync("caio@loja.example", Role.Administrator);
        await _bench.SendAsync(new ChangeRole(demoted.Id, Role.Operator));
        var disabled = await _bench.AddPersonAsync("davi@loja.example", Role.Administrator);
        await _bench.SendAsync(new EnablePerson(disabled.Id, Enabled: false));
        var before = await StateAsync();
        var calls = _bench.Gateway.Calls.Count;

        var allowed = type.GetCustomAttribute<AllowedToAttribute>()!.Roles;
        (string? UserId, Role Role)[] senders =
        [
            (null, Role.Nobody),
            ("no such user", Role.Nobody),
            (disabled.Id, Role.Nobody),
            (operatorPerson.Id, Role.Operator),
            (demoted.Id, Role.Operator),
            (_bench.Administrator.Id, Role.Administrator),
        ];
        foreach (var (userId, _) in senders.Where(x => !allowed.Contains(x.Role)))
        {
            await Rules.BreaksAsync(Rule.NotAllowed, () => SendAsync(userId, Sample(_bench, type, channel.Id)));
        }

        if (!allowed.Contains(Role.Gateway))
        {
            await Rules.BreaksAsync(Rule.NotAllowed, () => SendInnerAsync(nameof(Workbench.SendAsGatewayAsync), Sample(_bench, type, channel.Id)));
        }

        if (!allowed.Contains(Role.Module))
        {
            await Rules.BreaksAsync(Rule.NotAllowed, () => SendInnerAsync(nameof(Workbench.SendAsModuleAsync), Sample(_bench, type, channel.Id)));
        }

        Assert.Equal(before, await StateAsync());
        Assert.Equal(calls, _bench.Gateway.Calls.Count);
    }

    internal static bool IsRequest(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequest<>);

    /// <summary>A request that would pass every later check.</summary>
    internal static object Sample(Workbench bench, Type type, ChannelId id)
    {
        var constructor = type.GetConstructors().OrderByDescending(x => x.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(x => SampleOf(bench, x, id))]);
    }

    private static object? SampleOf(Workbench bench, ParameterInfo parameter, ChannelId id) => parameter switch
    {
        { ParameterType: var type } when type == typeof(ChannelId) => id,
        { ParameterType: var type } when type == typeof(StatusReason) => new StatusReason(ReasonCode.LoggedOutOnPhone),
        { ParameterType: var type } when type == typeof(PhoneNumber) => PhoneNumber.FromDigits("5521912345678"),
        { ParameterType: var type } when type == typeof(ContactAddress) => new ContactAddress(null, "1234567890"),
        { ParameterType: var type } when type == typeof(DateTimeOffset) => bench.Time.GetUtcNow(),
        { ParameterType: var type } when type == typeof(Role) => Role.Operator,
        { ParameterType: var type } when type == typeof(int) => 10,
        { ParameterType: var type } when type == typeof(long) => 0L,
        { ParameterType: var type } when type == typeof(AlertChoices) => AlertChoices.Default with { GraceMinutes = 7 },
        { ParameterType: var type } when type == typeof(long?) => null,
        { Name: "Server", ParameterType: var type } when type == typeof(ProxyServer) => new ProxyServer(ProxyKind.Http, "proxy.example", 3128, ""),
        { ParameterType: var type } when type == typeof(Guid) => Guid.NewGuid(),
        { ParameterType: var type } when type == typeof(RemovalSeen) => new RemovalSeen(AnythingLinked: false, [], Destination: null),
        { ParameterType.IsEnum: true } => Activator.CreateInstance(parameter.ParameterType),
        { ParameterType: var type } when type == typeof(bool) => false,
        { Name: "UserId" } => bench.Administrator.Id,
        { Name: "Seen", ParameterType: var type } when type == typeof(string) => "Vendas",
        { Name: "Email" } => "nova@loja.example",
        { Name: "To" } when parameter.ParameterType == typeof(SendTarget) => new SendTarget("5521912345678"),
        { Name: "To" } => "5521912345678",
        { ParameterType: var type } when type == typeof(OutgoingOrder) => new OutgoingOrder(new OutgoingContent { Text = "Olá" }),
        { ParameterType: var type } when type == typeof(SendOrder) => SendingExtensions.OrderTo("5521912345678"),
        { ParameterType: var type } when type == typeof(ApiKeyOrder) => new ApiKeyOrder("ERP", [ApiScope.ChannelsRead], Channels: null),
        { ParameterType: var type } when type == typeof(SendOutcome) => new SendOutcome(SendResult.Taken),
        { ParameterType: var type } when type == typeof(string) => "outra senha bem longa",
        _ => null,
    };

    private Task SendAsync(string? userId, object request) =>
        (Task)Sender(nameof(Workbench.SendAsync), parameters: 2, request).Invoke(_bench, [userId, request])!;

    private Task SendInnerAsync(string how, object request) =>
        (Task)Sender(how, parameters: 1, request).Invoke(_bench, [request])!;

    private static MethodInfo Sender(string name, int parameters, object request) =>
        typeof(Workbench).GetMethods()
            .Single(x => x.Name == name && x.GetParameters().Length == parameters)
            .MakeGenericMethod(request.GetType().GetInterfaces().Single(IsRequest).GetGenericArguments());

    private async Task<string> StateAsync()
    {
        var channels = (await _bench.SendAsync(new ListChannels())).Channels;
        var people = await _bench.SendAsync(new ListPeople());
        var alerts = (await _bench.SendAsync(new ReadAlerts())).Settings;
        return string.Join('\n', channels.Select(x => x.ToString()).Concat(people.Select(x => x.ToString())).Append(alerts.ToString()));
    }
}
