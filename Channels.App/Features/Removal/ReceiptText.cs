using System.Globalization;
using System.Text;
using Channels.App.Resources;
using Channels.Domain.LinkedData;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.Removal;

/// <summary>A receipt as plain text to keep, in the reader's language.</summary>
public static class ReceiptText
{
    public static string Of(RemovalReceipt receipt, TimeZoneInfo zone, IStringLocalizer<Strings> text)
    {
        var lines = new List<string>
        {
            text["Receipt_FileTitle"],
            "",
            Line("Receipt_Instance", receipt.ChannelName),
            Line("Receipt_Number", receipt.Number is { } number ? PhoneText.Of(number) : text["Card_NoNumber"]),
            Line("Receipt_Method", text[$"Method_{receipt.Method}"]),
            Line("Receipt_InternalId", receipt.Channel.ToString()),
            Line("Receipt_Who", receipt.Who),
            Line("Receipt_Started", Time(receipt.StartedAt)),
            Line("Receipt_Finished", receipt.FinishedAt is { } end ? Time(end) : text["Receipt_StillMoving"]),
            Line("Receipt_TimeZone", zone.Id),
        };
        if (receipt.Destination is { } destination)
        {
            lines.Add("");
            lines.Add(Line("Receipt_Destination", receipt.DestinationName ?? ""));
            lines.Add(Line("Receipt_DestinationId", destination.ToString()));
            lines.Add("");
            lines.Add(text["Receipt_Moved"]);
            lines.AddRange(MovedKinds.Select(kind => "- " + Moved(kind)));
            if (receipt.Continued > 0)
            {
                lines.Add(ContinuedOf(receipt, text));
            }

            if (QueueOf(receipt, text) is { } queue)
            {
                lines.Add(queue);
            }
        }
        else
        {
            lines.Add("");
            lines.Add(text["Receipt_NothingLinked"]);
        }

        if (receipt.Integrations.Count > 0)
        {
            lines.Add("");
            lines.Add(text["Receipt_Integrations"]);
            lines.AddRange(receipt.Integrations.Select(x => "- " + OneLine(x)));
        }

        return string.Join('\n', lines) + '\n';

        string Line(string label, string value) => $"{text[label]}: {OneLine(value)}";

        string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("G", CultureInfo.CurrentCulture);

        string Moved(LinkedKind kind) =>
            text["Receipt_Count", text[$"Moved_{kind}"], Number(receipt.Moved[kind].Total), Number(receipt.Moved[kind].Open)];
    }

    /// <summary>The kinds that a receipt counts; integrations are unlinked and listed by name.</summary>
    public static IReadOnlyList<LinkedKind> MovedKinds { get; } =
        [LinkedKind.Prompt, LinkedKind.Conversation, LinkedKind.FollowUp, LinkedKind.Schedule];

    /// <summary>"recibo-loja-centro.txt"; a name without letters or digits of ours gives way to the internal ID.</summary>
    public static string FileNameOf(RemovalReceipt receipt)
    {
        var slug = new StringBuilder();
        foreach (var c in receipt.ChannelName.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var name = slug.ToString().Trim('-');
        return $"recibo-{(name.Length > 0 ? name : receipt.Channel.ToString())}.txt";
    }

    /// <summary>Tells of the conversations that were closed because the destination had an open one with the same contact.</summary>
    public static string ContinuedOf(RemovalReceipt receipt, IStringLocalizer<Strings> text) => receipt.Continued == 1
        ? text["Receipt_ContinuedOne", receipt.DestinationName ?? ""]
        : text["Receipt_Continued", Number(receipt.Continued), receipt.DestinationName ?? ""];

    /// <summary>Tells what was said of the messages that waited; null where none did.</summary>
    public static string? QueueOf(RemovalReceipt receipt, IStringLocalizer<Strings> text) => receipt.Queued == 0
        ? null
        : text[$"Receipt_Queue{receipt.Waiting}_{QueueText.Form(receipt.Queued)}", Number(receipt.Queued), receipt.DestinationName ?? ""].Value;

    public static string Number(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    // Titles come from elsewhere: one must neither begin a line of its own nor turn the rest of its line around.
    private static string OneLine(string value) => string.Concat(
        value.EnumerateRunes().Select(rune => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
            UnicodeCategory.Format when rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => "",
            _ => rune.ToString(),
        }));
}
