using System.Collections.Concurrent;
using Channels.Infrastructure.Persistence;
using StreamJsonRpc;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// The calls that one run of the engine makes. Words arrive in order and are passed on at once; only the reads and
/// writes of keys wait. Who names a socket that is not open gets an error and changes nothing.
/// </summary>
internal sealed class SidecarReports(ISessionKeys keys, IInbox inbox)
{
    private const string HandedOver = "inbox";

    private readonly ConcurrentDictionary<long, SidecarLine> _lines = new();
    private readonly ConcurrentDictionary<Task, bool> _writes = new();

    public ICollection<SidecarLine> Lines => _lines.Values;

    public void Add(SidecarLine line) => _lines[line.Number] = line;

    public void Remove(SidecarLine line) => _lines.TryRemove(line.Number, out _);

    /// <summary>Waits for the writes under way, so that whoever reads next reads the last word.</summary>
    public Task WrittenAsync() => Task.WhenAll(_writes.Keys.Select(write => write.ContinueWith(
        _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));

    [JsonRpcMethod("keys.get", UseSingleObjectParameterDeserialization = true)]
    public Task<IReadOnlyDictionary<string, string>> ReadKeysAsync(WireKeysRead read) =>
        keys.ReadKeysAsync(Line(read.Socket).Id, read.Type, read.Ids, CancellationToken.None);

    [JsonRpcMethod("keys.set", UseSingleObjectParameterDeserialization = true)]
    public async Task WriteKeysAsync(WireKeysWrite write)
    {
        var line = Line(write.Socket);
        var changes = write.Entries.Where(x => x.Type != HandedOver).Select(x => new SessionKeyChange(x.Type, x.Id, x.Value)).ToList();
        var handedOver = write.Entries.Where(x => x is { Type: HandedOver, Value: not null }).ToDictionary(x => x.Id, x => x.Value!);
        await TrackAsync(keys.WriteKeysAsync(line.Id, changes, CancellationToken.None, handedOver));
        if (handedOver.Count > 0)
        {
            line.Hear(new MessagesHandedOver());
        }
    }

    /// <summary>Whether a message that cannot be decrypted was handed over when it could be.</summary>
    [JsonRpcMethod("inbox.knows", UseSingleObjectParameterDeserialization = true)]
    public Task<bool> KnowsAsync(WireKnows asked) => inbox.KnowsAsync(
        Line(asked.Socket).Id, asked.Hash, IncomingMessage.ContactOf(asked.Chat, asked.ChatAlt), asked.Id ?? "", CancellationToken.None);

    [JsonRpcMethod("creds.save", UseSingleObjectParameterDeserialization = true)]
    public Task SaveCredentialsAsync(WireCredentials save) =>
        TrackAsync(keys.SaveCredentialsAsync(Line(save.Socket).Id, save.Credentials, CancellationToken.None));

    [JsonRpcMethod("connecting", UseSingleObjectParameterDeserialization = true)]
    public void OnConnecting(WireSocket connecting) => Find(connecting.Socket)?.Hear(new LineConnecting());

    [JsonRpcMethod("qr", UseSingleObjectParameterDeserialization = true)]
    public void OnCode(WireCode code) => Find(code.Socket)?.Hear(new CodeShown(code.Text, TimeSpan.FromSeconds(code.Seconds)));

    [JsonRpcMethod("code", UseSingleObjectParameterDeserialization = true)]
    public void OnCodeMade(WireCode code) => Find(code.Socket)?.Hear(new CodeMade(code.Text, TimeSpan.FromSeconds(code.Seconds)));

    [JsonRpcMethod("typed", UseSingleObjectParameterDeserialization = true)]
    public void OnCodeAnswered(WireSocket typed) => Find(typed.Socket)?.Hear(new CodeAnswered());

    [JsonRpcMethod("linked", UseSingleObjectParameterDeserialization = true)]
    public void OnLinked(WireLinked linked) => Find(linked.Socket)?.Hear(new DeviceLinked(linked.At is { } at ? InstantOf(at) : null));

    [JsonRpcMethod("passkey", UseSingleObjectParameterDeserialization = true)]
    public void OnPasskey(WireSocket asked) => Find(asked.Socket)?.Hear(new PasskeyAsked());

    [JsonRpcMethod("open", UseSingleObjectParameterDeserialization = true)]
    public void OnOpen(WireOpen open) => Find(open.Socket)?.Hear(
        new LineOpened(open.Number, open.Name) { Time = open.Time is { } seconds ? InstantOf((long)seconds) : null });

    [JsonRpcMethod("alive", UseSingleObjectParameterDeserialization = true)]
    public void OnAlive(WireSocket alive) => Find(alive.Socket)?.Hear(new LineAlive());

    [JsonRpcMethod("phone", UseSingleObjectParameterDeserialization = true)]
    public void OnPhone(WirePhone seen) => Find(seen.Socket)?.Hear(new PhoneHeard(InstantOf(seen.At)));

    [JsonRpcMethod("profile", UseSingleObjectParameterDeserialization = true)]
    public void OnName(WireName learnt) => Find(learnt.Socket)?.Hear(new NameLearnt(learnt.Name));

    [JsonRpcMethod("restricted", UseSingleObjectParameterDeserialization = true)]
    public void OnRestriction(WireRestriction heard) =>
        Find(heard.Socket)?.Hear(new RestrictionHeard(heard.Active, heard.Until));

    [JsonRpcMethod("message", UseSingleObjectParameterDeserialization = true)]
    public void OnMessage(WireMessage heard) => Find(heard.Socket)?.Hear(new MessageHeard(IncomingMessage.Of(heard)));

    [JsonRpcMethod("history", UseSingleObjectParameterDeserialization = true)]
    public void OnHistory(WireHistory heard) => Find(heard.Socket)?.Hear(new HistoryHeard(heard.Count));

    [JsonRpcMethod("refused", UseSingleObjectParameterDeserialization = true)]
    public void OnRefused(WireRefusal refused) => Find(refused.Socket)?.Hear(new SendRefused(refused.Id ?? "", refused.Code ?? ""));

    [JsonRpcMethod("receipt", UseSingleObjectParameterDeserialization = true)]
    public void OnReceipt(WireReceipt heard) =>
        Find(heard.Socket)?.Hear(new ReceiptHeard(heard.Id ?? "", heard.State, InstantOf(heard.At)));

    [JsonRpcMethod("closed", UseSingleObjectParameterDeserialization = true)]
    public void OnClosed(WireClosed closed)
    {
        if (_lines.TryRemove(closed.Socket, out var line))
        {
            var expires = closed.ExpireSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            line.Hear(new LineClosed(closed.Code, closed.Message, closed.HttpStatus, expires, closed.CodeRefusal, LineCauses.OfProxy(closed.ProxyTrouble)));
        }
    }

    private static DateTimeOffset InstantOf(long seconds) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, uint.MaxValue));

    private SidecarLine? Find(long socket) => _lines.GetValueOrDefault(socket);

    private SidecarLine Line(long socket) => Find(socket) ?? throw new InvalidOperationException("This socket is not open.");

    private async Task TrackAsync(Task write)
    {
        _writes[write] = true;
        try
        {
            await write;
        }
        finally
        {
            _writes.TryRemove(write, out _);
        }
    }
}
