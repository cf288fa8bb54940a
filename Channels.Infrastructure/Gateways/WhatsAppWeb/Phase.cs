using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Where the connection of a channel stands: one of these at a time, with what belongs to it.</summary>
internal abstract record Phase
{
    private Phase()
    {
    }

    /// <summary>The line that is there, be it opening, open or closing. There is never a second one.</summary>
    public virtual HeldLine? Held => null;

    /// <summary>Whether a login is under way or open: a person who refreshes waits for its end, but for no pairing.</summary>
    public virtual bool IsLogin => false;

    /// <summary>Nothing was asked of it since the app started.</summary>
    public sealed record Untouched : Phase;

    /// <summary>No line, and none is due.</summary>
    public sealed record Resting : Phase;

    /// <summary>No line until the next try is due.</summary>
    /// <param name="MaySkip">A person who refreshes skips it; not the wait of a ban, which is WhatsApp's and not ours.</param>
    public sealed record Waiting(bool MaySkip) : Phase;

    /// <summary>A line is there, and what it says counts.</summary>
    public abstract record OnLine(HeldLine Line) : Phase
    {
        public sealed override HeldLine Held => Line;

        public sealed override bool IsLogin => State.Linked;

        /// <summary>How the line stands, for the verdict on its end.</summary>
        public virtual LineState State => new(Linked: true, CodeShown: false, PasskeyAsked: false, Line.EndedBy);
    }

    /// <summary>A phone is to be linked.</summary>
    public record Pairing(HeldLine Line, PairingCodes Codes) : OnLine(Line)
    {
        public sealed override LineState State => Codes.State;
    }

    /// <summary>A pairing that ends without a word, so that the next one can open.</summary>
    /// <param name="NextTypedOn">The phone that the next one is for, where its code is to be typed.</param>
    public sealed record GivingWay(HeldLine Line, PairingCodes Codes, PhoneNumber? NextTypedOn) : Pairing(Line, Codes);

    /// <summary>There is a device; its login is under way.</summary>
    public sealed record LoggingIn(HeldLine Line) : OnLine(Line);

    /// <param name="Told">The domain knows of the login.</param>
    public sealed record Online(HeldLine Line, PhoneNumber Number, bool Told = false) : OnLine(Line)
    {
        public override LineState State => base.State with { LoggedIn = true };
    }

    /// <summary>The device is unlinked as far as that is possible, and forgotten. Nothing of its line is observed.</summary>
    /// <param name="Before">What it comes back to should that fail; the line in it ends meanwhile.</param>
    public sealed record Leaving(Phase Before, Task<bool> Done) : Phase
    {
        public override HeldLine? Held => Before.Held;

        public override bool IsLogin => Before.IsLogin;
    }

    /// <summary>The channel is being removed; there is no way back.</summary>
    public sealed record Going(DeviceRemoval Removal) : Phase
    {
        public override HeldLine? Held => Removal.Held;

        public override bool IsLogin => Removal.IsLogin;
    }
}
