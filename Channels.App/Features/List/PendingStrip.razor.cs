using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Jobs;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.List;

/// <summary>What goes on in the background because of removals, and what of it waits for a person.</summary>
public sealed partial class PendingStrip
{
    // The jobs on which a command is under way.
    private readonly HashSet<Guid> _held = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<ChannelSnapshot> Removals { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<PendingJob> Jobs { get; set; } = [];

    [Parameter]
    public bool IsAdministrator { get; set; }

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    // True whether or not anything was linked to the channel, and while closed conversations still follow.
    private string WhatOf(PendingJob job) => job.Number is { } number
        ? L[IsOfficial(job) ? "Strip_MetaNumber" : "Strip_Device", job.ChannelName, PhoneText.Of(number)]
        : L[IsOfficial(job) ? "Strip_MetaConnection" : "Strip_Connection", job.ChannelName];

    private static bool IsOfficial(PendingJob job) => job.Method == ConnectionMethod.MetaCloud;

    // Whatever comes of it arrives over the feed.
    private async Task SettleAsync(PendingJob job)
    {
        if (!_held.Add(job.Id))
        {
            return;
        }

        try
        {
            await Dispatcher.SendAsync<Unit>(job.GivenUp ? new DismissJob(job.Id) : new HurryJob(job.Id));
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            Snackbar.Add(Words.Of(expected), Severity.Error);
        }
        finally
        {
            _held.Remove(job.Id);
        }
    }
}
