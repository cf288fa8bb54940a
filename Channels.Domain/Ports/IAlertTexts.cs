using Channels.Domain.Alerts;

namespace Channels.Domain.Ports;

/// <summary>Writes the words of a message: the same notice, the same words.</summary>
public interface IAlertTexts
{
    AlertText Of(AlertNotice notice);
}

/// <param name="Subject">One line.</param>
/// <param name="Html">A whole document; names in it are escaped.</param>
public sealed record AlertText(string Subject, string Plain, string Html);
