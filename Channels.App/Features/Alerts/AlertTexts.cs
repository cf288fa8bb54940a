using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Channels.App.Components;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.Alerts;

/// <summary>Writes the mails of alerts, in the language and the time zone of the business: nobody's browser is asked.</summary>
public sealed class AlertTexts(IStringLocalizer<Strings> text, IConsoleZone zone, AlertTexts.Setup setup) : IAlertTexts
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly Words _words = new(text);

    public AlertText Of(AlertNotice notice)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = setup.Culture;
        try
        {
            return notice switch
            {
                { Incident: { } story } => Write(story, notice.At),
                { Store: { } store } => Write(store),
                { Endpoint: { } endpoint } => Write(endpoint),
                _ => Write(text["Alert_SubjectTest"], text["Alert_TextTest"], []),
            };
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    private AlertText Write(IncidentStory story, DateTimeOffset now)
    {
        var facts = new List<(string Label, string Value)> { (text["Alert_Since"], Time(story.StartedAt)) };
        if (story.UpSince is { } up)
        {
            facts.Add((text["Alert_UpSince"], Time(up)));
        }

        if (story.Drops > 1)
        {
            facts.Add((text["Alert_Drops"], story.Drops.ToString(CultureInfo.CurrentCulture)));
        }

        if (story.Number is { } number)
        {
            facts.Add((text["Alert_Number"], PhoneText.Of(number)));
        }

        facts.Add((text["Alert_Reason"], _words.Of(story.Reason)));
        if (story.Kind == AlertKind.Down)
        {
            facts.Add((text["Alert_Step"], text[StepOf(story.Reason)]));
        }

        return Write(SubjectOf(story, now), text[story.Kind == AlertKind.Down ? "Messages_Stopped" : "Alert_Flowing"], facts);
    }

    private AlertText Write(StoreStory store)
    {
        var (outage, over) = store;
        var facts = new List<(string Label, string Value)>
        {
            (text["Alert_Since"], Time(outage.Since)),
            (text["Alert_Reason"], _words.Of(outage.Trouble)),
        };
        facts.Add(over is { } at
            ? (text["Alert_StoreOverAt"].Value, Time(at))
            : (text["Alert_Step"].Value, text[$"StoreStrip_Step_{outage.Trouble}"].Value));
        return Write(
            text[over is null ? "Alert_SubjectStore" : "Alert_SubjectStoreOver"],
            text[over is null ? "Alert_TextStore" : "Alert_TextStoreOver"],
            facts);
    }

    private AlertText Write(EndpointStory endpoint) => Write(
        text["Alert_SubjectEndpoint", new Uri(endpoint.Address).Host],
        text["Alert_TextEndpoint"],
        [
            (text["Alert_Address"], endpoint.Address),
            (text["Alert_Since"], Time(endpoint.Since)),
            (text["Alert_Reason"], text[endpoint.IsGone ? "EndpointOff_Gone_Text" : "EndpointOff_Failed_Text"]),
        ]);

    private string SubjectOf(IncidentStory story, DateTimeOffset now)
    {
        var lasted = SpanText.Of(story.DurationAt(now), text);
        return story switch
        {
            { Kind: AlertKind.Down, IsUnstable: true } => text["Alert_SubjectUnstable", story.ChannelName, story.Drops, lasted],
            { Kind: AlertKind.Down } => text["Alert_SubjectDown", story.ChannelName, lasted],
            { FirstNews: true, IsUnstable: true } => text["Alert_SubjectMissedUnstable", story.ChannelName, story.Drops, lasted],
            { FirstNews: true } => text["Alert_SubjectMissed", story.ChannelName, lasted],
            { IsUnstable: true } => text["Alert_SubjectSteady", story.ChannelName, story.Drops, lasted],
            _ => text["Alert_SubjectRecovered", story.ChannelName, lasted],
        };
    }

    // Whoever reads it was just told that waiting did not help.
    private static string StepOf(StatusReason reason) =>
        reason.Code == ReasonCode.Reconnecting ? "Alert_StepReconnecting" : StatusLook.Of(reason).Step!;

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone.Zone).ToString("g", CultureInfo.CurrentCulture);

    private AlertText Write(string subject, string opening, IReadOnlyList<(string Label, string Value)> facts)
    {
        var plain = string.Join('\n', [
            subject + ".",
            opening,
            .. facts.Select(x => $"\n{x.Label}: {x.Value}"),
            .. setup.Board is { } board ? [$"\n{text["Alert_Open"]}: {board}"] : Array.Empty<string>(),
            $"\n-- \n{text["Alert_Footer"]}",
        ]);
        return new AlertText(subject, plain, Html(subject, opening, facts));
    }

    private string Html(string subject, string opening, IReadOnlyList<(string Label, string Value)> facts)
    {
        var rows = string.Concat(facts.Select(x =>
            $"<tr><td style=\"padding:4px 16px 4px 0;color:#51605b;vertical-align:top\">{Safe(x.Label)}</td><td style=\"padding:4px 0\">{Safe(x.Value)}</td></tr>"));
        var link = setup.Board is { } board
            ? $"<p><a href=\"{Safe(board.AbsoluteUri)}\" style=\"color:#0f4c4a\">{Safe(text["Alert_Open"])}</a></p>"
            : "";
        return $"""
            <!DOCTYPE html>
            <html lang="{CultureInfo.CurrentUICulture.Name}"><head><meta charset="utf-8"><title>{Safe(subject)}</title></head>
            <body style="margin:0;padding:24px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;color:#14231f">
            <h1 style="margin:0 0 8px;font-size:20px">{Safe(subject)}</h1>
            <p style="margin:0 0 16px">{Safe(opening)}</p>
            <table style="border-collapse:collapse">{rows}</table>
            {link}
            <p style="margin-top:24px;font-size:13px;color:#51605b">{Safe(text["Alert_Footer"])}</p>
            </body></html>
            """;
    }

    // A name in it is untrusted text.
    private static string Safe(string value) => Encoder.Encode(value);

    /// <summary><c>Alerts:Language</c> in the settings, and where people open the console.</summary>
    public sealed class Setup
    {
        public const string LanguageKey = "Alerts:Language";

        /// <exception cref="SettingsException">The setting is wrong.</exception>
        public Setup(IConfiguration configuration, PublicAddress address)
        {
            var language = configuration[LanguageKey] is { Length: > 0 } set ? set : Language.Portuguese;
            Culture = language is Language.Portuguese or Language.English
                ? CultureInfo.GetCultureInfo(language)
                : throw new SettingsException($"{LanguageKey} is '{language}', but has to be {Language.Portuguese} or {Language.English}.");
            Board = address.Value is { } console ? new Uri(console, "canais") : null;
        }

        public CultureInfo Culture { get; }

        /// <summary>Where people open the page of the channels; null where nobody said.</summary>
        public Uri? Board { get; }
    }
}
