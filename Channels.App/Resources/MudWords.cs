using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Resources;

/// <summary>MudBlazor's own few texts, under <c>Mud_</c> and MudBlazor's key.</summary>
internal sealed class MudWords(IStringLocalizer<Strings> text) : MudLocalizer
{
    public override LocalizedString this[string key] => text["Mud_" + key];

    public override LocalizedString this[string key, params object[] arguments] => text["Mud_" + key, arguments];
}
