using Channels.App.Resources;
using Channels.Domain;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.List;

/// <summary>Gathers what became of the channels until it is told, in one sentence: who came back meanwhile is no news.</summary>
public sealed class StatusNews(Words words, IStringLocalizer<Strings> text)
{
    private readonly Dictionary<ChannelId, (ChannelStatus Before, ChannelSnapshot After)> _changed = [];
    private readonly HashSet<ChannelId> _told = [];

    public void Note(ChannelSnapshot? before, ChannelSnapshot? after)
    {
        if (before is null || _told.Contains(before.Id))
        {
            return;
        }

        var was = _changed.Remove(before.Id, out var known) ? known.Before : before.Status;
        if (after is { Removal: null } && after.Status != was)
        {
            _changed[after.Id] = (was, after);
        }
    }

    /// <summary>The reader was told of this one in another way.</summary>
    public void Told(ChannelId id)
    {
        _changed.Remove(id);
        _told.Add(id);
    }

    /// <summary>Null where nothing is new.</summary>
    public string? Take()
    {
        var news = _changed.Values.Select(x => x.After).ToList();
        _changed.Clear();
        _told.Clear();
        return news switch
        {
            [] => null,
            [var one] => text["News_One", one.Name, words.Of(one.Status), words.Of(one.Reason)].Value,
            _ => text["News_Many", news.Count].Value,
        };
    }
}
