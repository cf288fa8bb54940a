namespace Channels.Infrastructure.Settings;

/// <summary>The app cannot start as it is set up. The message is for whoever deploys it.</summary>
public sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
