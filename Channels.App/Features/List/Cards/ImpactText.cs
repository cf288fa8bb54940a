using System.Globalization;
using Channels.App.Resources;
using Channels.Domain;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.List.Cards;

/// <summary>What depends on a channel that is down, as a sentence; what there is none of is left out.</summary>
public static class ImpactText
{
    public static string Of(DropImpact impact, IStringLocalizer<Strings> text)
    {
        string[] parts =
        [
            .. Part("Conversation", impact.Conversations),
            .. Part("FollowUp", impact.FollowUps),
            .. Part("Schedule", impact.Schedules),
        ];
        var list = parts.Length < 2 ? parts[0] : text["Impact_And", string.Join(", ", parts[..^1]), parts[^1]].Value;
        return text[impact.FollowUps + impact.Schedules > 0 ? "Impact_Today" : "Impact_Open", list];

        IEnumerable<string> Part(string kind, long count)
        {
            var number = count == 1 ? "One" : "Many";
            return count == 0 ? [] : [text[$"Impact_{kind}_{number}", count.ToString("N0", CultureInfo.CurrentCulture)].Value];
        }
    }
}
