using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.Proxies;
using Channels.Infrastructure.Persistence.Configurations;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Infrastructure.Persistence.Outbox;
using Channels.Infrastructure.Persistence.Webhooks;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class ChannelTransaction : IChannelTransaction
{
    private readonly ChannelsDbContext _db;
    private readonly CancellationToken _cancellation;
    private readonly TransactionChanges _changes;
    private readonly LinkedRows _linked;
    private readonly ContactRows _contacts;
    private readonly MessageRows _messages;

    // As long as nobody redirects.
    private readonly Dictionary<ChannelId, ChannelRedirect?> _redirects = [];

    public ChannelTransaction(ChannelsDbContext db, ContentKeys contents, OutboxSeal outbox, TimeProvider time, CancellationToken cancellationToken)
    {
        _db = db;
        _cancellation = cancellationToken;
        var events = new EventRows(db, time, cancellationToken);
        _changes = new TransactionChanges(db, events);
        _linked = new LinkedRows(db, events, FlushAsync, cancellationToken);
        _messages = new MessageRows(db, contents, FlushAsync, cancellationToken);
        _contacts = new ContactRows(db, FlushAsync, cancellationToken);
        Sending = new OutboxRows(db, outbox, contents, new OutboxMoves(db, events, FlushAsync, cancellationToken), FlushAsync, cancellationToken);
        Alerts = new AlertRows(db, cancellationToken);
        Keys = new KeyRows(db, cancellationToken);
        Webhooks = new WebhookRows(db, FlushAsync, cancellationToken);
    }

    public ILinkedData Linked => _linked;

    public IContactData Contacts => _contacts;

    public IMessageData Messages => _messages;

    public ISendingData Sending { get; }

    public IAlertData Alerts { get; }

    public IKeyData Keys { get; }

    public IWebhookData Webhooks { get; }

    /// <summary>What to publish once the transaction is committed.</summary>
    public IEnumerable<INotification> Changes => _changes.Published;

    public async Task ReadAheadAsync(IReadOnlyList<ExpectedMessage> messages)
    {
        var lines = messages.Select(x => x.Line).Distinct().ToList();
        var redirects = await _db.Redirects.AsNoTracking().Where(x => lines.Contains(x.From)).ToListAsync(_cancellation);
        foreach (var line in lines)
        {
            _redirects[line] = redirects.SingleOrDefault(x => x.From == line);
        }

        List<ChannelId> channels = [.. lines.Select(x => _redirects[x]?.To ?? x).Distinct()];
        await _db.Channels.Where(x => channels.Contains(x.Id)).LoadAsync(_cancellation);
        await _db.Signs.Where(x => channels.Contains(x.Channel)).LoadAsync(_cancellation);
        var contacts = await _contacts.ReadAheadAsync(messages.Select(x => x.Contact));
        await _linked.ReadAheadAsync(channels, [.. contacts.Values.Distinct()]);
        await _messages.ReadAheadAsync(
            [.. messages.SelectMany(x => x.Contact.Keys.Where(contacts.ContainsKey).Select(key => (x.Line, contacts[key], x.WhatsAppId))).Distinct()]);
    }

    public async Task<Channel> LoadAsync(ChannelId id) =>
        await FindAsync(id) ?? throw new RuleViolation(Rule.ChannelNotFound);

    public Task<Channel?> FindAsync(ChannelId id) => _db.Channels.FindAsync([id], _cancellation).AsTask();

    public async Task<IReadOnlyList<Channel>> FindAllAsync(IReadOnlyList<ChannelId> ids) =>
        await _db.Channels.Where(x => ids.Contains(x.Id)).ToListAsync(_cancellation);

    public async Task<ChannelSigns> LoadSignsAsync(ChannelId id) =>
        await _db.Signs.FindAsync([id], _cancellation) ?? _db.Signs.Add(ChannelSigns.Of(id)).Entity;

    public async Task<UnusedCount> LoadUnusedAsync(ChannelId id, MessageKind kind) =>
        await _db.Unused.FindAsync([id, kind], _cancellation) ?? _db.Unused.Add(UnusedCount.Of(id, kind)).Entity;

    public void Add(Channel channel) => _db.Channels.Add(channel);

    public void Remove(Channel channel) => _db.Channels.Remove(channel);

    public Task<int> CountAsync() => _db.Channels.CountAsync(x => x.Removal == null, _cancellation);

    public Task<ChannelName?> FindNameAsync(ChannelName name, ChannelId? except) =>
        _db.Channels.Where(x => EF.Property<string>(x, ChannelConfiguration.NameKey) == name.Key && x.Id != except)
            .Select(x => x.Name).SingleOrDefaultAsync(_cancellation);

    public async Task<string?> FindNumberOwnerAsync(PhoneNumber number, ChannelId except)
    {
        var owner = await _db.Channels.AsNoTracking()
            .Where(x => EF.Property<string?>(x, ChannelConfiguration.NumberKey) == number.Key && x.Id != except)
            .SingleOrDefaultAsync(_cancellation);
        return owner?.Name.Value;
    }

    public async Task PutPictureAsync(ChannelId channel, Picture picture)
    {
        var stored = await _db.Pictures.SingleOrDefaultAsync(x => x.Channel == channel, _cancellation);
        if (stored is null)
        {
            _db.Pictures.Add(new StoredPicture { Channel = channel, Tag = picture.Tag, Jpeg = picture.Jpeg });
        }
        else
        {
            (stored.Tag, stored.Jpeg) = (picture.Tag, picture.Jpeg);
        }
    }

    public Task<LineProxy?> FindProxyAsync(ChannelId id) =>
        _db.Proxies.SingleOrDefaultAsync(x => x.Channel == id, _cancellation);

    public void Add(LineProxy proxy) => _db.Proxies.Add(proxy);

    public void Remove(LineProxy proxy) => _db.Proxies.Remove(proxy);

    public async Task<Route> ResolveAsync(ChannelId id)
    {
        if (!_redirects.TryGetValue(id, out var redirect))
        {
            redirect = _redirects[id] = await _db.Redirects.AsNoTracking().SingleOrDefaultAsync(x => x.From == id, _cancellation);
        }

        if (redirect is not null)
        {
            return new Route(redirect.To, redirect.LinkedAt is not null, redirect.HistoryBefore);
        }

        var channel = await FindAsync(id);
        return new Route(id, channel?.LinkedAt is not null, channel?.HistoryBefore);
    }

    public async Task RedirectAsync(Channel from, ChannelId to)
    {
        await FlushAsync();
        _redirects.Clear();
        await _db.Redirects.Where(x => x.To == from.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.To, to), _cancellation);
        _db.Redirects.Add(new ChannelRedirect { From = from.Id, To = to, LinkedAt = from.LinkedAt, HistoryBefore = from.HistoryBefore });
    }

    public Task<bool> IsTakingOverAsync(ChannelId id) => _db.IsTakingOverAsync(id, _cancellation);

    public void Add(RemovalReceipt receipt) => _db.Receipts.Add(receipt);

    public Task<RemovalReceipt?> FindReceiptAsync(ChannelId id) =>
        _db.Receipts.SingleOrDefaultAsync(x => x.Channel == id, _cancellation);

    public void Add(GatewayJob job) => _db.Jobs.Add(job);

    public Task<GatewayJob?> FindJobAsync(Guid id) => _db.Jobs.SingleOrDefaultAsync(x => x.Id == id, _cancellation);

    public void Remove(GatewayJob job) => _db.Jobs.Remove(job);

    public Task ForgetSecretsAsync(ChannelId id) => _db.DeleteCredentialsAsync(id, _cancellation);

    public void Record(HistoryEntry entry) => _db.History.Add(entry);

    public void Record(TraceEntry entry) => _db.Trace.Add(entry);

    public Task<int> ForgetHistoryAsync(DateTimeOffset before, int count)
    {
        var old = _db.History.Where(x => x.At < before).OrderBy(x => x.At).Take(count).Select(x => x.Id);
        return _db.History.Where(x => old.Contains(x.Id)).ExecuteDeleteAsync(_cancellation);
    }

    public Task<int> ForgetTraceAsync(DateTimeOffset before, int count)
    {
        var old = _db.Trace.Where(x => x.At < before).OrderBy(x => x.At).Take(count).Select(x => x.Id);
        return _db.Trace.Where(x => old.Contains(x.Id)).ExecuteDeleteAsync(_cancellation);
    }

    /// <summary>Last step before the save.</summary>
    public async Task CompleteAsync()
    {
        await _messages.SettleAsync();
        await _changes.TakeAsync();
    }

    // What is written in bulk has to see what was changed before it, and changes what was read.
    private async Task FlushAsync()
    {
        _linked.ForgetRead();
        _messages.ForgetRead();
        await _changes.TakeAsync();
        await _db.SaveChangesAsync(_cancellation);
    }
}
