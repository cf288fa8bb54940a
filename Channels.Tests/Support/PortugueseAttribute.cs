using System.Globalization;
using System.Reflection;
using Xunit.v3;

namespace Channels.Tests.Support;

/// <summary>Runs a test in the interface's own language.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PortugueseAttribute : BeforeAfterTestAttribute
{
    private CultureInfo _culture = CultureInfo.InvariantCulture;
    private CultureInfo _language = CultureInfo.InvariantCulture;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        (_culture, _language) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pt-BR");
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _language);
}
