using System.Globalization;
using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>
/// Hangs invented conversations, prompts, follow-ups, schedules and integrations on a channel, a batch in each
/// transaction, so that other writers get in between. What a channel gets is the same each time.
/// </summary>
internal sealed class SampleData(IServiceScopeFactory scopes, TimeProvider time)
{
    private const int Batch = 1000;
    private const int HoursBack = 24 * 400;

    private static readonly string[] Prompts =
    [
        "Boas-vindas e horário de atendimento", "Qualificação do cliente", "Dúvidas sobre entrega e frete",
        "Cobrança amigável", "Agendamento de visita", "Pós-venda e pesquisa de satisfação", "Troca e devolução", "Transferência para o time",
    ];

    private static readonly string[] FollowUps =
        ["Retomar o orçamento", "Confirmar o pagamento", "Perguntar se o pedido chegou", "Oferecer a renovação", "Pedir uma avaliação"];

    private static readonly string[] Schedules =
        ["Lembrete de horário", "Aviso de retirada", "Feliz aniversário", "Reposição do produto"];

    private static readonly string[] Integrations =
        ["Planilha de vendas", "Loja virtual", "Agenda da equipe", "ERP da empresa", "CRM comercial"];

    /// <param name="told">Hears how many rows are written so far.</param>
    /// <returns>False where the channel is gone or going, so that it ended early.</returns>
    public async Task<bool> FillAsync(ChannelId channel, SamplePlan plan, Action<long> told, CancellationToken cancellationToken)
    {
        var people = new People(channel, await CountAsync(channel, cancellationToken));
        var rows = Rows(channel, plan, people);
        var done = 0L;
        foreach (var batch in rows.Chunk(Batch))
        {
            if (!await WriteAsync(channel, batch, cancellationToken))
            {
                return false;
            }

            told(done += batch.Length);
        }

        return true;
    }

    private IEnumerable<Func<IChannelTransaction, Task>> Rows(ChannelId channel, SamplePlan plan, People people)
    {
        var now = time.GetUtcNow();
        for (var i = 0; i < plan.Conversations; i++)
        {
            // Spread over the list, so that a half-written one has both kinds too.
            var open = (long)(i + 1) * plan.Open / plan.Conversations > (long)i * plan.Open / plan.Conversations;
            var openedAt = now - TimeSpan.FromHours(1 + (i * 37L % HoursBack));
            yield return transaction => AddConversationAsync(transaction, channel, people, open, openedAt);
        }

        foreach (var (kind, titles, count) in new[]
        {
            (LinkedKind.Prompt, Prompts, plan.Prompts),
            (LinkedKind.FollowUp, FollowUps, plan.FollowUps),
            (LinkedKind.Schedule, Schedules, plan.Schedules),
            (LinkedKind.Integration, Integrations, plan.Integrations),
        })
        {
            for (var i = 0; i < count; i++)
            {
                var place = i;
                yield return transaction => AddItem(transaction.Linked, channel, kind, titles, place, now);
            }
        }
    }

    private static async Task AddConversationAsync(
        IChannelTransaction transaction, ChannelId channel, People people, bool open, DateTimeOffset openedAt)
    {
        var (name, contact) = await NextAsync();
        while (open && await transaction.Linked.FindOpenConversationAsync(channel, contact.Id) is not null)
        {
            (name, contact) = await NextAsync();
        }

        var conversation = Conversation.Open(channel, contact, openedAt);
        conversation.Touch(name, openedAt + TimeSpan.FromMinutes(openedAt.Minute));
        if (!open)
        {
            conversation.Close();
        }

        transaction.Linked.Add(conversation);

        async Task<(string Name, Contact Contact)> NextAsync()
        {
            var (name, number) = people.Next();
            return (name, await transaction.Contacts.KnowAsync(new ContactAddress(number), openedAt));
        }
    }

    private static Task AddItem(ILinkedData linked, ChannelId channel, LinkedKind kind, string[] titles, int place, DateTimeOffset now)
    {
        var dated = kind is LinkedKind.FollowUp or LinkedKind.Schedule;
        var title = titles[place % titles.Length];
        title = dated ? $"{title} — {SamplePeople.Of(channel, place).Name}"
            : place < titles.Length ? title
            : string.Create(CultureInfo.InvariantCulture, $"{title} {(place / titles.Length) + 1}");

        // Of three follow-ups and schedules one is done.
        var finished = dated && place % 3 == 2;
        var hours = 2 + (place * 5 % HoursBack);
        var item = LinkedItem.Create(Guid.CreateVersion7(now), kind);
        item.Link(channel, title, dated ? now.AddHours(finished ? -hours : hours) : null);
        item.Become(finished ? ItemState.Finished : ItemState.Active);
        linked.Add(item);
        return Task.CompletedTask;
    }

    private async Task<long> CountAsync(ChannelId channel, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var counts = await scope.ServiceProvider.GetRequiredService<IChannelStore>().CountLinkedAsync(channel, cancellationToken);
        return counts.Conversations.Total;
    }

    private async Task<bool> WriteAsync(
        ChannelId channel, IEnumerable<Func<IChannelTransaction, Task>> rows, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChannelStore>().WriteAsync(
            async transaction =>
            {
                if (await transaction.FindAsync(channel) is not { IsBeingRemoved: false })
                {
                    return false;
                }

                foreach (var add in rows)
                {
                    await add(transaction);
                }

                return true;
            },
            cancellationToken);
    }

    /// <summary>The channel's customers in order, from where an earlier filling ended.</summary>
    private sealed class People(ChannelId channel, long from)
    {
        private int _next = (int)from;

        public (string Name, PhoneNumber Number) Next() => SamplePeople.Of(channel, _next++);
    }
}
