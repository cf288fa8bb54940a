using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Which readings rest after what Meta said: those of the app, of an account, of a token's user, or none.</summary>
public sealed class GraphUsageTests
{
    private const string Account = "102289599326934";
    private const string Number = "106540352242922";
    private const string OtherAccount = "101569239400667";
    private const string Business = "2949482758682047";
    private const string Full = """{"call_count":100,"total_cputime":25,"total_time":31}""";

    private static readonly CallScope Asked = new(Account, Number, CallScope.UserOf("one"));
    private static readonly CallScope Neighbor = new(Account, "1065403522", CallScope.UserOf("two"));
    private static readonly CallScope Other = new(OtherAccount, "1015692394", CallScope.UserOf("three"));
    private static readonly CallScope SameUser = new("1", "2", CallScope.UserOf("one"));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero));
    private readonly GraphUsage _usage;

    public GraphUsageTests()
    {
        _usage = new GraphUsage(_time);
        Array.ForEach([Asked, Neighbor, Other, SameUser], _usage.Know);
    }

    [Theory]
    [InlineData(4, "asked neighbor other user")]
    [InlineData(80007, "asked neighbor")]
    [InlineData(17, "asked user")]
    [InlineData(130429, "")]
    [InlineData(131048, "")]
    [InlineData(131056, "")]
    [InlineData(131064, "")]
    [InlineData(190, "")]
    [InlineData(100, "")]
    public void Refusal_RestsWhatItNames(int code, string resting)
    {
        _usage.Heed(new HttpResponseMessage(), new GraphError(code, null, "", null), Number, "one");

        Assert.Equal(resting, Resting());
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("", Resting());
    }

    [Theory]
    [InlineData("X-App-Usage", """{"call_count":89,"total_time":31}""", "")]
    [InlineData("X-App-Usage", """{"call_count":90,"total_time":31}""", "asked neighbor other user")]
    [InlineData("X-App-Usage", "not json", "")]
    [InlineData("X-App-Usage", "[1,null,{}]", "")]
    [InlineData("X-Business-Use-Case-Usage", $$"""{"{{Account}}":[{{Full}}]}""", "asked neighbor")]
    [InlineData("X-Business-Use-Case-Usage", $$"""{"{{OtherAccount}}":[{{Full}}]}""", "other")]
    [InlineData("X-Business-Use-Case-Usage", $$"""{"{{Business}}":[{"type":"whatsapp","call_count":12},{{Full}}]}""", "asked neighbor")]
    [InlineData("X-Business-Use-Case-Usage", """{"1":[{"call_count":12}]}""", "")]
    public void Header_RestsWhatItNames(string name, string value, string resting)
    {
        _usage.Heed(Answer(name, value), refusal: null, Account, "one");

        Assert.Equal(resting, Resting());
    }

    [Fact]
    public void MessageLimit_WithTheHeaderOfSending_RestsNothing()
    {
        var answer = Answer("X-Business-Use-Case-Usage", $$"""{"{{Account}}":[{{Full}}]}""");

        _usage.Heed(answer, new GraphError(130429, null, "", null), Number, "one");

        Assert.Equal("", Resting());
    }

    [Fact]
    public void UserLimit_WithTheHeaderOfTheApp_RestsTheUserAlone()
    {
        _usage.Heed(Answer("X-App-Usage", Full), new GraphError(17, null, "", null), Number, "one");

        Assert.Equal("asked user", Resting());
    }

    [Fact]
    public void Wait_ThatMetaNames_IsKept()
    {
        var answer = Answer("X-Business-Use-Case-Usage", $$"""{"{{Account}}":[{"call_count":100,"estimated_time_to_regain_access":19}]}""");

        _usage.Heed(answer, new GraphError(80007, null, "", null), Number, "one");

        Assert.Equal(_time.GetUtcNow().AddMinutes(19), _usage.RestsUntil(Asked));
        _usage.Heed(new HttpResponseMessage(), new GraphError(80007, null, "", null), Number, "one");
        Assert.Equal(_time.GetUtcNow().AddMinutes(19), _usage.RestsUntil(Asked));
        Assert.True(_usage.RestsUntil(null) < _time.GetUtcNow());
    }

    private string Resting()
    {
        (string Name, CallScope Scope)[] all = [("asked", Asked), ("neighbor", Neighbor), ("other", Other), ("user", SameUser)];
        return string.Join(' ', all.Where(x => _usage.RestsUntil(x.Scope) > _time.GetUtcNow()).Select(x => x.Name));
    }

    private static HttpResponseMessage Answer(string header, string value)
    {
        var answer = new HttpResponseMessage();
        answer.Headers.TryAddWithoutValidation(header, value);
        return answer;
    }
}
