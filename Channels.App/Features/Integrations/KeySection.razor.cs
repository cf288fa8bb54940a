using Channels.App.Resources;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Keys;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Integrations;

/// <summary>The keys by which other systems use the console.</summary>
public sealed partial class KeySection
{
    private static readonly DialogOptions Narrow = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, BackdropClick = false };

    private IReadOnlyList<KeptKey>? _keys;
    private bool _failed;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<KeySection> Logger { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            _keys = [.. (await Dispatcher.SendAsync(new ListApiKeys())).OrderByDescending(x => Works(x.Key))];
            _failed = false;
        }
        catch (Exception exception)
        {
            Log.LoadFailed(Logger, exception);
            _failed = true;
        }
    }

    private bool Works(ApiKey key) => key.Works(Time.GetUtcNow());

    private string Reach(KeptKey kept) =>
        kept.Key.IsUnrestricted ? L["Key_ReachesAll"]
        : kept.Channels.Count == 0 ? L["Key_ReachesNothing"]
        : L["Key_Reaches", string.Join(", ", kept.Channels.Select(x => x.Value))];

    private async Task MakeAsync()
    {
        await (await Dialogs.ShowAsync<MakeKeyDialog>(L["Key_Make"], Narrow)).Result;
        await LoadAsync();
    }

    private async Task RevokeAsync(ApiKey key)
    {
        var dialog = await Dialogs.ShowAsync<RevokeKeyDialog>(L["Key_RevokeTitle"], new DialogParameters<RevokeKeyDialog> { { x => x.Key, key } }, Narrow);
        await dialog.Result;
        await LoadAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The keys could not be read")]
        public static partial void LoadFailed(ILogger logger, Exception exception);
    }
}
