namespace Channels.Tests.GraphServer;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Register_TakesEffectLater()
    {
        await using var bench = await MetaBench.StartAsync();
        Assert.Equal("""{"success":true}""", (await bench.RegisterAsync()).Text);
        bench.Time.Advance(bench.Server.RegistrationTakes - TimeSpan.FromSeconds(1));
        Assert.Equal(("PENDING", "NOT_APPLICABLE"), (bench.Number.Status, bench.Number.PlatformType));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("CONNECTED", "CLOUD_API", "STANDARD"), (bench.Number.Status, bench.Number.PlatformType, bench.Number.ThroughputLevel));
        Assert.Equal("012345", bench.Number.Pin);
    }

    [Fact]
    public async Task Register_WhenTheTestFinishesIt_WaitsForThat()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Server.RegistrationTakes = Timeout.InfiniteTimeSpan;
        await bench.RegisterAsync();
        bench.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("PENDING", bench.Number.Status);
        bench.Number.FinishRegistration();
        Assert.Equal("CONNECTED", bench.Number.Status);
    }

    [Fact]
    public async Task Register_WithAWrongPin_IsRefusedAndThenLocked()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.Pin = "987654";
        for (var i = 0; i < bench.Number.WrongPins.Allowed; i++)
        {
            Assert.Equal(133005, (await bench.RegisterAsync()).Code);
        }

        Assert.Equal(133008, (await bench.RegisterAsync()).Code);
        var locked = await bench.RegisterAsync("987654");
        Assert.Equal((133008, "Wait 3600 seconds before the next try."), (locked.Code, (string?)locked.Body["error"]!["error_data"]!["details"]));
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await bench.RegisterAsync("987654")).Status);
    }

    [Fact]
    public async Task Register_AnEleventhTimeIn72Hours_IsRefusedFor72Hours()
    {
        await using var bench = await MetaBench.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, (await bench.RegisterAsync()).Status);
            bench.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(133016, (await bench.RegisterAsync()).Code);
        bench.Time.Advance(TimeSpan.FromHours(71));
        Assert.Equal(133016, (await bench.RegisterAsync()).Code);
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await bench.RegisterAsync()).Status);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("abcdef")]
    public async Task Register_WithAPinThatIsNone_IsRefused(string pin)
    {
        await using var bench = await MetaBench.StartAsync();
        Assert.Equal(100, (await bench.RegisterAsync(pin)).Code);
        Assert.Equal(100, (await bench.PostAsync($"{bench.Number.Id}/register", """{"messaging_product":"whatsapp","pin":123456}""")).Code);
    }

    [Fact]
    public async Task Register_OfANumberThatIsNotReady_IsRefused()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.CodeVerificationStatus = "NOT_VERIFIED";
        Assert.Equal(133006, (await bench.RegisterAsync()).Code);
        bench.Number.DeletedUntil = bench.Time.GetUtcNow() + TimeSpan.FromMinutes(5);
        Assert.Equal(133015, (await bench.RegisterAsync()).Code);
    }

    [Fact]
    public async Task Deregister_EndsTheUseOfTheNumber()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.FinishRegistration();
        Assert.Equal("""{"success":true}""", (await bench.PostAsync($"{bench.Number.Id}/deregister")).Text);
        Assert.Equal("NOT_APPLICABLE", bench.Number.PlatformType);
        Assert.Equal(133010, (await bench.SendTextAsync("+5511988887777")).Code);
    }

    [Fact]
    public async Task Deregister_OfANumberInCoexistence_IsRefused()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.FinishRegistration();
        bench.Number.IsOnBizApp = true;
        Assert.Equal(400, (await bench.PostAsync($"{bench.Number.Id}/deregister")).Status);
        Assert.Equal("CONNECTED", bench.Number.Status);
    }

    [Fact]
    public async Task Pin_CanBeSetAnew()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.Pin = "987654";
        Assert.Equal(200, (await bench.PostAsync(bench.Number.Id, """{"pin":"012345"}""")).Status);
        Assert.Equal(200, (await bench.RegisterAsync()).Status);
    }
}
