namespace Channels.Tests.GraphServer;

/// <summary>Registers a number for the Cloud API and takes it away again (contract, 2.6).</summary>
internal sealed class Registration(MetaServer server)
{
    private readonly Gate _gate = new(server);

    public static void CheckShape(string? pin)
    {
        if (pin is not { Length: 6 } || !pin.All(char.IsAsciiDigit))
        {
            throw new GraphRefusal(100, "(#100) Param pin must be a string of 6 digits");
        }
    }

    public GraphAnswer Register(GraphRequest request, string id)
    {
        var number = _gate.Number(request, id);
        var now = server.Time.GetUtcNow();
        RefuseOnBizApp(number);
        number.Registrations.Count(now);
        if (request.Json.Text("messaging_product") != "whatsapp")
        {
            throw new GraphRefusal(100, "(#100) The parameter messaging_product is required.");
        }

        var pin = request.Json.Text("pin");
        CheckShape(pin);
        if (number.DeletedUntil > now)
        {
            throw new GraphRefusal(133015, "(#133015) Please wait a few minutes before attempting to register this phone number", details: "The number was deleted a moment ago.");
        }

        if (number.CodeVerificationStatus != "VERIFIED")
        {
            throw new GraphRefusal(133006, "(#133006) Phone number re-verification needed", details: "The number must be verified before it is registered.");
        }

        number.WrongPins.Check(number.Pin, pin!, now);
        number.Pin = pin;
        if (number.Status != "CONNECTED" || number.PlatformType == "NOT_APPLICABLE")
        {
            number.Status = "PENDING";
            number.ConnectsAt = server.RegistrationTakes == Timeout.InfiniteTimeSpan ? null : now + server.RegistrationTakes;
        }

        return GraphAnswer.Success;
    }

    public GraphAnswer Deregister(GraphRequest request, string id)
    {
        var number = _gate.Number(request, id);
        RefuseOnBizApp(number);
        number.Deregistrations.Count(server.Time.GetUtcNow());
        number.Deregister();
        return GraphAnswer.Success;
    }

    private static void RefuseOnBizApp(WabaNumber number)
    {
        if (number.IsOnBizApp)
        {
            throw new GraphRefusal(100, "(#100) This endpoint is not available for API solution for SMB businesses", status: 400);
        }
    }
}
