using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Channels.App.Components;

/// <summary>
/// An icon as plain SVG that points into one sprite: a component for each would cost memory in every circuit, and its
/// whole path would travel with each change of status.
/// </summary>
public static class Glyph
{
    private static readonly Dictionary<string, string> Names = new()
    {
        [Icons.Custom.Brands.WhatsApp] = "whats-app",
        [Icons.Material.Filled.Add] = "add",
        [Icons.Material.Filled.ArrowBack] = "arrow-back",
        [Icons.Material.Filled.ArrowDownward] = "arrow-downward",
        [Icons.Material.Filled.ArrowUpward] = "arrow-upward",
        [Icons.Material.Filled.Check] = "check",
        [Icons.Material.Filled.CheckCircle] = "check-circle",
        [Icons.Material.Filled.ChevronRight] = "chevron-right",
        [Icons.Material.Filled.CloudOff] = "cloud-off",
        [Icons.Material.Filled.Error] = "error",
        [Icons.Material.Filled.GridView] = "grid-view",
        [Icons.Material.Filled.LinkOff] = "link-off",
        [Icons.Material.Filled.Menu] = "menu",
        [Icons.Material.Filled.MoreVert] = "more-vert",
        [Icons.Material.Filled.PersonAdd] = "person-add",
        [Icons.Material.Filled.QrCode2] = "qr-code-2",
        [Icons.Material.Filled.Refresh] = "refresh",
        [Icons.Material.Filled.Science] = "science",
        [Icons.Material.Filled.Search] = "search",
        [Icons.Material.Filled.Send] = "send",
        [Icons.Material.Filled.Sync] = "sync",
        [Icons.Material.Filled.TableRows] = "table-rows",
        [Icons.Material.Filled.Verified] = "verified",
        [Icons.Material.Outlined.Block] = "block-outlined",
        [Icons.Material.Outlined.CloudOff] = "cloud-off-outlined",
        [Icons.Material.Outlined.ContentCopy] = "content-copy-outlined",
        [Icons.Material.Outlined.Contrast] = "contrast-outlined",
        [Icons.Material.Outlined.DarkMode] = "dark-mode-outlined",
        [Icons.Material.Outlined.DeleteOutline] = "delete-outline-outlined",
        [Icons.Material.Outlined.Devices] = "devices-outlined",
        [Icons.Material.Outlined.DriveFileMove] = "drive-file-move-outlined",
        [Icons.Material.Outlined.Edit] = "edit-outlined",
        [Icons.Material.Outlined.FileDownload] = "file-download-outlined",
        [Icons.Material.Outlined.Forum] = "forum-outlined",
        [Icons.Material.Outlined.Group] = "group-outlined",
        [Icons.Material.Outlined.History] = "history-outlined",
        [Icons.Material.Outlined.Hub] = "hub-outlined",
        [Icons.Material.Outlined.Info] = "info-outlined",
        [Icons.Material.Outlined.Key] = "key-outlined",
        [Icons.Material.Outlined.LightMode] = "light-mode-outlined",
        [Icons.Material.Outlined.LinkOff] = "link-off-outlined",
        [Icons.Material.Outlined.Logout] = "logout-outlined",
        [Icons.Material.Outlined.NotificationsOff] = "notifications-off-outlined",
        [Icons.Material.Outlined.NotificationsActive] = "notifications-active-outlined",
        [Icons.Material.Outlined.Outbox] = "outbox-outlined",
        [Icons.Material.Outlined.PhoneAndroid] = "phone-android-outlined",
        [Icons.Material.Outlined.PhonelinkErase] = "phonelink-erase-outlined",
        [Icons.Material.Outlined.Science] = "science-outlined",
        [Icons.Material.Outlined.SpeakerNotesOff] = "speaker-notes-off-outlined",
        [Icons.Material.Outlined.SyncProblem] = "sync-problem-outlined",
        [Icons.Material.Outlined.Timer] = "timer-outlined",
        [Icons.Material.Outlined.Translate] = "translate-outlined",
        [Icons.Material.Outlined.Tv] = "tv-outlined",
        [Icons.Material.Outlined.Verified] = "verified-outlined",
        [Icons.Material.Outlined.VpnLock] = "vpn-lock-outlined",
        [Icons.Material.Outlined.WarningAmber] = "warning-amber-outlined",
        [Icons.Material.Outlined.Wifi] = "wifi-outlined",
        [Icons.Material.Outlined.WifiOff] = "wifi-off-outlined",
    };

    /// <summary>The sprite: each icon as a symbol under its name.</summary>
    public static string Sprite { get; } =
        "<svg xmlns=\"http://www.w3.org/2000/svg\">"
        + string.Concat(Names.Select(x => $"<symbol id=\"{x.Value}\" viewBox=\"0 0 24 24\">{x.Key}</symbol>"))
        + "</svg>";

    /// <summary>Where the sprite is; another sprite has another address, so that browsers may keep it for good.</summary>
    public static string SpritePath { get; } =
        $"/icons/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sprite)))[..8]}.svg";

    // Made once: every card of every open page holds several.
    private static readonly Dictionary<string, MarkupString> Made = Names.ToDictionary(
        x => x.Key, x => new MarkupString($"<svg class=\"glyph\" aria-hidden=\"true\"><use href=\"{SpritePath}#{x.Value}\"/></svg>"));

    /// <param name="markup">One of MudBlazor's icon constants that are named above.</param>
    public static MarkupString Of(string markup) => Made[markup];
}
