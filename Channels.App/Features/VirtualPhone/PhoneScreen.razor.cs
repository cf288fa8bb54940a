using Channels.App.Live;
using Channels.App.Resources;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.VirtualPhone;

/// <summary>A virtual phone, live: what the console does to it shows here, and what is done here shows in the console.</summary>
public sealed partial class PhoneScreen : IDisposable
{
    private IVirtualPhone? _phone;
    private Pump? _pump;

    /// <summary>See <see cref="IVirtualPhone.Key"/>.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    [Inject]
    private IVirtualPhones Phones { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<PhoneScreen> Logger { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    public void Dispose()
    {
        if (_phone is not null && _pump is not null)
        {
            _phone.Changed -= _pump.Signal;
        }

        _pump?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _phone = await Phones.FindAsync(Key);
        if (_phone is not null && RendererInfo.IsInteractive)
        {
            _pump = new Pump(() => InvokeAsync(StateHasChanged), ChannelFeed.Interval, Time, Logger);
            _phone.Changed += _pump.Signal;
        }
    }

    private Task SendAsync(CustomerMessage message) => _phone!.ReceiveAsync(message.From, message.Name, message.Text);

    private void Fill(int conversations) => _phone!.Fill(conversations);
}
