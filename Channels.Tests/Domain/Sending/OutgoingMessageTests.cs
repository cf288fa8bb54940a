using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.Sending;

namespace Channels.Tests.Domain.Sending;

/// <summary>Each state, and what each thing that can happen makes of it.</summary>
public sealed class OutgoingMessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);
    private static readonly Channel Sales = Channel.Create(ChannelName.Parse("Vendas"), ConnectionMethod.WhatsAppWeb, "Ana", Now);

    private static readonly Channel Support = Channel.Create(ChannelName.Parse("Suporte"), ConnectionMethod.WhatsAppWeb, "Ana", Now);

    /// <summary>
    /// Per line: an event, and what it makes of a message that is Queued, Undecided, Cancelled, Expired, Sending, Uncertain, Failed,
    /// Sent, Delivered and Read. A dash leaves it, an exclamation mark refuses it.
    /// </summary>
    private const string Table =
        """
        Begin    Sending   .         .         .         .         .         .      .         .         .
        Take     .         .         .         .         Sent      Sent      -      -         -         -
        Refuse   Failed    Failed    -         -         Failed    Failed    -      Failed    -         -
        GoBack   -         -         -         -         Queued    -         -      -         -         -
        Lose     -         -         -         -         Uncertain -         -      -         -         -
        Sent     .         .         Sent      Sent      Sent      Sent      -      -         -         -
        Arrived  .         .         Delivered Delivered Delivered Delivered Delivered Delivered -      -
        Seen     .         .         Read      Read      Read      Read      Read   Read      Read      -
        Expire   Expired   Expired   -         -         -         -         -      -         -         -
        Ask      Undecided -         -         -         -         -         -      -         -         -
        Cancel   Cancelled Cancelled !         !         !         Cancelled !      !         !         !
        Release  !         Queued    !         !         !         Queued    !      !         !         !
        Move     Queued    Queued    !         !         !         .         !      !         !         !
        """;

    public static TheoryData<string, SendState, string> Lines()
    {
        var data = new TheoryData<string, SendState, string>();
        foreach (var line in Table.Split('\n'))
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var state in Enum.GetValues<SendState>())
            {
                if (cells[(int)state + 1] is not "." and var cell)
                {
                    data.Add(cells[0], state, cell);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Event_OnState(string what, SendState state, string expected)
    {
        var message = In(state);

        if (expected == "!")
        {
            Assert.Equal(Rule.MessageDecided, Assert.Throws<RuleViolation>(() => Happen(message, what)).Rule);
        }
        else
        {
            Happen(message, what);
            Happens(message, what);
        }

        Assert.Equal(expected is "-" or "!" ? state : Enum.Parse<SendState>(expected), message.State);
    }

    [Fact]
    public void Receipts_WhateverTheirOrder_KeepTheFirstTimeOfEach()
    {
        var message = In(SendState.Sending);

        message.Acknowledge(SendState.Read, Now.AddMinutes(3), Now);
        message.Acknowledge(SendState.Delivered, Now.AddMinutes(2), Now);
        message.Acknowledge(SendState.Read, Now.AddMinutes(9), Now);

        Assert.Equal(SendState.Read, message.State);
        Assert.Equal((Now.AddMinutes(3), Now.AddMinutes(3), Now.AddMinutes(3)), (message.SentAt, message.DeliveredAt, message.ReadAt));
    }

    [Fact]
    public void Id_IsTheSameOverEveryTry_UntilMetaGivesItsOwn()
    {
        var message = In(SendState.Sending);
        var chosen = message.WhatsAppId;

        message.GoBack(Now.AddSeconds(1), Now);
        message.Begin(Sales.Id, Now);
        message.Lose(Now);
        message.Send(Sales, Now);
        message.Begin(Sales.Id, Now);
        Assert.Equal(chosen, message.WhatsAppId);
        message.Take("wamid.A", Now);

        Assert.Equal("wamid.A", message.WhatsAppId);
        Assert.Matches("^3EB0[0-9A-F]{18}$", chosen);
    }

    [Fact]
    public void Uncertain_IsNotSentByAnotherChannel()
    {
        var message = In(SendState.Uncertain);
        Assert.Equal(Rule.MessageUncertainElsewhere, Assert.Throws<RuleViolation>(() => message.Send(Support, Now)).Rule);
    }

    [Fact]
    public void Released_AfterItsTime_HasADayMore()
    {
        var message = In(SendState.Uncertain);

        message.Send(Sales, Now.AddDays(3));

        Assert.Equal(Now.AddDays(4), message.ExpiresAt);
    }

    private static void Happens(OutgoingMessage message, string what)
    {
        // Again: what gateways tell twice changes nothing.
        if (what is "Take" or "Refuse" or "GoBack" or "Lose" or "Sent" or "Arrived" or "Seen")
        {
            var (state, at) = (message.State, message.StateAt);
            Happen(message, what, Now.AddMinutes(1));
            Assert.Equal((state, at), (message.State, message.StateAt));
        }
    }

    private static void Happen(OutgoingMessage message, string what, DateTimeOffset? at = null)
    {
        var now = at ?? Now;
        switch (what)
        {
            case "Begin": message.Begin(Sales.Id, now); break;
            case "Take": message.Take(null, now); break;
            case "Refuse": message.Refuse(SendCause.Refused, "463", now); break;
            case "GoBack": message.GoBack(null, now); break;
            case "Lose": message.Lose(now); break;
            case "Sent": message.Acknowledge(SendState.Sent, now, now); break;
            case "Arrived": message.Acknowledge(SendState.Delivered, now, now); break;
            case "Seen": message.Acknowledge(SendState.Read, now, now); break;
            case "Expire": message.Expire(now); break;
            case "Ask": message.Ask(SendCause.Late, now); break;
            case "Cancel": message.Cancel(now); break;
            case "Release": message.Send(Sales, now); break;
            case "Move": message.Send(Support, now); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "No such event.");
        }
    }

    private static OutgoingMessage In(SendState state)
    {
        var contact = Contact.New(Now);
        var message = OutgoingMessage.Accept(Sales, contact, new OutgoingOrder(new OutgoingContent { Text = "Olá" }), "Ana", Now);
        switch (state)
        {
            case SendState.Queued: break;
            case SendState.Undecided: message.Ask(SendCause.Late, Now); break;
            case SendState.Cancelled: message.Cancel(Now); break;
            case SendState.Expired: message.Expire(Now); break;
            default:
                message.Begin(Sales.Id, Now);
                _ = state switch
                {
                    SendState.Uncertain => message.Lose(Now),
                    SendState.Failed => message.Refuse(SendCause.Refused, "463", Now),
                    SendState.Sent => message.Take(null, Now),
                    SendState.Delivered or SendState.Read => message.Acknowledge(state, Now, Now),
                    _ => false,
                };
                break;
        }

        return message;
    }
}
