using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Sending;

namespace Channels.App.Resources;

/// <summary>What becomes of outgoing messages.</summary>
public sealed partial class Words
{
    /// <summary>How a message stands, in one or two words.</summary>
    public string Of(SendState state) => text[$"SendState_{state}"];

    public string Of(MessageType type) => text[$"MessageType_{type}"];

    /// <summary>Why it stands so; null where the state says it all.</summary>
    public string? WhyOf(QueuedMessage message, ConnectionMethod method) => message switch
    {
        { Cause: SendCause.Refused, Refusal: { } code } => RefusalOf(code, method),
        { Cause: SendCause.WindowClosed } => text["Refusal_OutsideWindow"],
        { Cause: { } cause } => text[$"SendCause_{cause}"],
        { State: SendState.Uncertain } => text["SendCause_Uncertain"],
        _ => null,
    };

    private string RefusalOf(string code, ConnectionMethod method) => code switch
    {
        _ when method == ConnectionMethod.MetaCloud => RefusalOfMeta(code),
        "not-on-whatsapp" => text["Refusal_NotOnWhatsApp"],
        "463" => text["Refusal_Restricted"],
        _ => Of(Rule.SendRefused, code),
    };

    // The codes of Meta's "Error codes" page, Cloud API.
    private string RefusalOfMeta(string code) => code switch
    {
        "131047" => text["Refusal_OutsideWindow"],
        "131026" => text["Refusal_Unreachable"],
        "131030" => text["Refusal_NotOnTestList"],
        "131037" => text["Refusal_NameNotApproved"],
        "131042" => text["Refusal_Payment"],
        "130429" or "131048" or "131056" or "131064" => text["Refusal_TooMany"],
        "4" or "17" or "80007" => text["Refusal_TooManyCalls"],
        "0" or "102" or "104" or "190" => text["Refusal_NotAuthorized"],
        "3" or "10" or "131005" => text["Refusal_NoPermission"],
        "200" => text["Refusal_NoAccess"],
        "131031" or "368" => text["Refusal_BlockedByMeta"],
        "133010" => text["Refusal_NotRegistered"],
        _ => Format("Refusal_ByMeta", code),
    };
}
