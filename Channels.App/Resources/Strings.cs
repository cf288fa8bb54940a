namespace Channels.App.Resources;

/// <summary>Names the resource files of this folder.</summary>
public sealed class Strings;
