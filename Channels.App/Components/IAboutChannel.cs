using Channels.Domain;

namespace Channels.App.Components;

/// <summary>A dialog about one channel as the person saw it when they opened the dialog.</summary>
internal interface IAboutChannel
{
    ChannelSnapshot Snapshot { get; set; }
}
