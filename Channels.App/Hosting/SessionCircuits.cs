using System.Collections.Concurrent;
using System.Globalization;
using Channels.App.Session;
using Channels.Domain.Ports;
using Channels.Infrastructure.Settings;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Channels.App.Hosting;

/// <summary>
/// How many circuits each session has, those included that wait for their browser to come back, and which are its own: one
/// that another session began is not for it to take over, and with the session all that could be brought back is forgotten.
/// </summary>
internal sealed class SessionCircuits
{
    public const string Key = "Circuits:PerSession";
    public const int Default = 20;

    // Further back, a page loads again instead of coming back.
    private const int Known = 200;

    private readonly ConcurrentDictionary<string, Circuits> _of = new();
    private readonly ILiveSessions _sessions;
    private readonly int _most;

    /// <exception cref="SettingsException">The setting is no number from 1 on.</exception>
    public SessionCircuits(IConfiguration configuration, ILiveSessions sessions)
    {
        _sessions = sessions;
        _most = configuration[Key] switch
        {
            null or "" => Default,
            { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 => most,
            { } text => throw new SettingsException($"{Key} is '{text}', but has to be a whole number from 1 on."),
        };
    }

    /// <summary>Takes a place for one more; false where the session has as many as it may.</summary>
    public bool TryBegin(string session)
    {
        var circuits = _of.GetOrAdd(session, static _ => new Circuits());
        lock (circuits)
        {
            if (circuits.Watch is null)
            {
                circuits.Watch = _sessions.Watch(session, () => _of.TryRemove(session, out _));
            }

            if (circuits.Open == _most)
            {
                return false;
            }

            circuits.Open++;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void End(string session)
    {
        if (_of.TryGetValue(session, out var circuits))
        {
            lock (circuits)
            {
                circuits.Open--;
            }
        }
    }

    /// <summary>Notes whose a circuit is, by the secret that its browser was told.</summary>
    public void Own(string session, string circuit)
    {
        if (_of.TryGetValue(session, out var circuits))
        {
            lock (circuits)
            {
                circuits.Own.Enqueue(circuit);
                if (circuits.Own.Count > Known)
                {
                    circuits.Own.Dequeue();
                }
            }
        }
    }

    public bool Owns(string session, string circuit)
    {
        if (!_of.TryGetValue(session, out var circuits))
        {
            return false;
        }

        lock (circuits)
        {
            return circuits.Own.Contains(circuit);
        }
    }

    private sealed class Circuits
    {
        public IDisposable? Watch { get; set; }

        public int Open { get; set; }

        public Queue<string> Own { get; } = [];
    }

    /// <summary>Gives a circuit's place back when Blazor lets go of it.</summary>
    internal sealed class Handler(SessionCircuits circuits, AuthenticationStateProvider signedIn) : CircuitHandler
    {
        private string? _session;

        public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
            _session = SessionCookie.SessionOf((await signedIn.GetAuthenticationStateAsync()).User);

        public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            if (_session is not null)
            {
                circuits.End(_session);
            }

            return Task.CompletedTask;
        }
    }
}
