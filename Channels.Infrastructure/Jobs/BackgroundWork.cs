using System.Threading.Channels;
using Channels.Domain;
using Channels.Domain.Ports;
using MediatR;
using Signals = System.Threading.Channels.Channel;

namespace Channels.Infrastructure.Jobs;

/// <summary>Lets each worker know that there is something to do.</summary>
internal sealed class BackgroundWork : IBackgroundWork, INotificationHandler<StoreChanged>
{
    private readonly List<Alarm> _alarms = [];

    public void Wake()
    {
        lock (_alarms)
        {
            _alarms.ForEach(alarm => alarm.Ring());
        }
    }

    /// <summary>What failed for want of the store is not left alone for its minute once it takes writes again.</summary>
    public Task Handle(StoreChanged notification, CancellationToken cancellationToken)
    {
        if (notification.Outage is null)
        {
            Wake();
        }

        return Task.CompletedTask;
    }

    public Alarm Subscribe()
    {
        var alarm = new Alarm();
        lock (_alarms)
        {
            _alarms.Add(alarm);
        }

        return alarm;
    }

    /// <summary>Rings until it is heard; ringing again before that is the same ring.</summary>
    public sealed class Alarm
    {
        private readonly Channel<bool> _rung =
            Signals.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        /// <summary>It rang, and nobody heard it yet.</summary>
        public bool IsRinging => _rung.Reader.Count > 0;

        public void Ring() => _rung.Writer.TryWrite(true);

        /// <summary>Waits until it rings, or for <paramref name="atMost"/>.</summary>
        public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
        {
            // First, since a wait of nothing is over before it hears anything.
            if (_rung.Reader.TryRead(out _))
            {
                return;
            }

            using var deadline = new CancellationTokenSource(atMost, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            try
            {
                await _rung.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Its time has come.
            }
        }
    }
}
