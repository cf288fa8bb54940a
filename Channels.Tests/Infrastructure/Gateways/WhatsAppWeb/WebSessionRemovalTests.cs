using Channels.Domain;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>How a session unlinks the device of a channel that goes.</summary>
public sealed class WebSessionRemovalTests
{
    private static readonly LineClosed Dropped = new(428, "Connection Terminated");
    private static readonly LineOpened Opened = new(SessionBench.Number, Name: "Loja");

    private static readonly MessageHeard Message = new(new IncomingMessage(
        "5521912345678@s.whatsapp.net", null, false, "conversation", "Bia", new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task Remove_WithoutCredentials_IsDoneWithoutALine()
    {
        await using var bench = new SessionBench();

        await bench.RemoveAsync();

        Assert.Equal((0, 0), (bench.Sidecar.Opened, bench.Words.Waiting));
    }

    [Fact]
    public async Task Remove_OpenLine_LogsOutForgetsAndSaysNothing()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;

        await bench.RemoveAsync();

        Assert.True(line.LoggedOut && line.Closed.IsCompleted);
        Assert.Null(bench.Keys.Credentials);
        await bench.AssertQuietAsync();
    }

    [Fact]
    public async Task Remove_WithoutALine_LogsInOnlyToLogOut()
    {
        await using var bench = SessionBench.Linked();

        var removing = bench.RemoveAsync();
        var line = await bench.Sidecar.NextAsync();
        line.Say(Opened);
        await removing;

        Assert.True(line.LoggedOut && line.Closed.IsCompleted);
        Assert.Null(bench.Keys.Credentials);
        await bench.AssertQuietAsync();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(411)]
    public async Task Remove_DeviceThatIsGone_IsDone_OnceTheNextLoginSaysSoToo(int code)
    {
        await using var bench = SessionBench.Linked();

        var removing = bench.RemoveAsync();
        (await bench.Sidecar.NextAsync()).Say(new LineClosed(code, "Connection Failure"));
        var again = await bench.Sidecar.NextAsync();
        Assert.NotNull(bench.Keys.Credentials);
        again.Say(new LineClosed(code, "Connection Failure"));
        await removing;

        Assert.Null(bench.Keys.Credentials);
        await bench.AssertQuietAsync();
    }

    [Fact]
    public async Task Remove_OneOddAnswer_StillUnlinksTheDevice()
    {
        await using var bench = SessionBench.Linked();

        var removing = bench.RemoveAsync();
        (await bench.Sidecar.NextAsync()).Say(new LineClosed(401, "Connection Failure"));
        var again = await bench.Sidecar.NextAsync();
        again.Say(Opened);
        await removing;

        Assert.True(again.LoggedOut);
    }

    [Theory]
    [InlineData(428, "Connection Terminated", ConnectionCause.Closed)]
    [InlineData(408, "WebSocket Error (connect ECONNREFUSED 127.0.0.1:1)", ConnectionCause.Refused)]
    [InlineData(402, "Connection Failure", ConnectionCause.Unknown)]
    [InlineData(405, "Connection Failure", ConnectionCause.Unknown)]
    [InlineData(440, "Stream Errored (conflict)", ConnectionCause.Unknown)]
    [InlineData(500, "Stream Errored", ConnectionCause.SessionError)]
    [InlineData(null, null, ConnectionCause.Unknown)]
    public async Task Remove_WhereTheLoginFails_IsUnavailableAndRestsUntilTheNextTime(int? code, string? text, ConnectionCause cause)
    {
        await using var bench = SessionBench.Linked();

        var removing = bench.RemoveAsync();
        (await bench.Sidecar.NextAsync()).Say(new LineClosed(code, text));

        await SessionBench.AssertUnavailableAsync(cause, removing);
        Assert.NotNull(bench.Keys.Credentials);
        await bench.AssertQuietAsync();
        var again = bench.RemoveAsync();
        (await bench.Sidecar.NextAsync()).Say(Opened);
        await again;
        Assert.Null(bench.Keys.Credentials);
    }

    [Fact]
    public async Task Remove_WhereWhatsAppDoesNotAnswer_IsUnavailableAtTheDeadline()
    {
        await using var bench = SessionBench.Linked();
        var removing = bench.RemoveAsync();
        var line = await bench.Sidecar.NextAsync();
        await bench.CatchUpAsync();

        bench.Time.Advance(TimeSpan.FromSeconds(59));
        await bench.CatchUpAsync();
        Assert.False(line.CloseAsked.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        await SessionBench.AssertUnavailableAsync(ConnectionCause.NoAnswer, removing);
        Assert.NotNull(bench.Keys.Credentials);
        await bench.AssertQuietAsync();
    }

    [Fact]
    public async Task Remove_WhereTheEngineDoesNotRun_IsUnavailable()
    {
        await using var bench = SessionBench.Linked();
        bench.Sidecar.Works = false;
        var removing = bench.RemoveAsync();
        await bench.Sidecar.NextAsync();
        await bench.CatchUpAsync();

        bench.Time.Advance(TimeSpan.FromSeconds(30));

        await SessionBench.AssertUnavailableAsync(ConnectionCause.EngineStopped, removing);
        Assert.NotNull(bench.Keys.Credentials);
    }

    [Fact]
    public async Task Remove_WhereWhatsAppTakesNoNote_KeepsTheCredentialsAndClosesTheLine()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.LogOutTold = false;

        await SessionBench.AssertUnavailableAsync(ConnectionCause.NoAnswer, bench.RemoveAsync());

        Assert.True(line.Closed.IsCompleted);
        Assert.NotNull(bench.Keys.Credentials);
        await bench.AssertQuietAsync();
    }

    [Theory]
    [InlineData(401, "Stream Errored (conflict)", null)]
    [InlineData(428, "Connection Terminated", ConnectionCause.Closed)]
    public async Task Remove_WhoseLineEndsWhileItLogsOut_GoesByThatEnd(int code, string text, ConnectionCause? cause)
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        var noted = new TaskCompletionSource();
        (line.LogOutTold, line.Noting) = (false, noted.Task);
        var removing = bench.RemoveAsync();
        await bench.CatchUpAsync();

        line.Say(new LineClosed(code, text));
        await bench.CatchUpAsync();
        Assert.False(removing.IsCompleted);
        noted.SetResult();

        await (cause is null ? removing : SessionBench.AssertUnavailableAsync(cause.Value, removing));
        Assert.Equal(cause is null, bench.Keys.Credentials is null);
        Assert.Equal(1, bench.Sidecar.Opened);
    }

    [Fact]
    public async Task Remove_CredentialsThatCannotBeRead_KeepsThem()
    {
        await using var bench = new SessionBench();
        bench.Keys.Unreadable = true;

        await SessionBench.AssertUnavailableAsync(ConnectionCause.Unknown, bench.RemoveAsync());

        Assert.Equal((0, 0), (bench.Keys.Forgotten, bench.Sidecar.Opened));
        (bench.Keys.Unreadable, bench.Keys.Credentials) = (false, "{}");
        var again = bench.RemoveAsync();
        (await bench.Sidecar.NextAsync()).Say(Opened);
        await again;
    }

    [Fact]
    public async Task Remove_WhereTheStoreCannotForget_FailsWithThatAndCanBeAskedAgain()
    {
        var (bench, _) = await SessionBench.OpenAsync();
        await using var _1 = bench;
        bench.Keys.Trouble = new IOException("full");
        await Assert.ThrowsAsync<IOException>(() => bench.RemoveAsync());
        bench.Keys.Trouble = null;

        var again = bench.RemoveAsync();
        (await bench.Sidecar.NextAsync()).Say(new LineClosed(401, "Connection Failure"));
        (await bench.Sidecar.NextAsync()).Say(new LineClosed(401, "Connection Failure"));
        await again;

        Assert.Null(bench.Keys.Credentials);
    }

    [Fact]
    public async Task Remove_TwiceAtOnce_IsOne()
    {
        await using var bench = SessionBench.Linked();

        var both = Task.WhenAll(bench.RemoveAsync(), bench.RemoveAsync());
        var line = await bench.Sidecar.NextAsync();
        await bench.CatchUpAsync();
        line.Say(Opened);
        await both;

        Assert.Equal((1, 1), (bench.Sidecar.Opened, bench.Keys.Forgotten));
    }

    [Fact]
    public async Task Remove_ThatIsAskedToReopen_DoesSoOnce()
    {
        await using var bench = SessionBench.Linked();
        var restart = new LineClosed(515, "Stream Errored (restart required)");

        var removing = bench.RemoveAsync();
        (await bench.Sidecar.NextAsync()).Say(restart);
        (await bench.Sidecar.NextAsync()).Say(restart);

        await SessionBench.AssertUnavailableAsync(ConnectionCause.Unknown, removing);
        await bench.AssertQuietAsync();
    }

    [Fact]
    public async Task Messages_OnTheWayOut_AreTold()
    {
        await using var bench = SessionBench.Linked();
        var removing = bench.RemoveAsync();
        var line = await bench.Sidecar.NextAsync();
        var noted = new TaskCompletionSource();
        (line.Noting, line.Obeys) = (noted.Task, false);

        line.Say(Message);
        await bench.Words.NextAsync<ReceiveMessage>();
        line.Say(Opened);
        line.Say(Message);
        await bench.Words.NextAsync<ReceiveMessage>();
        noted.SetResult();
        await line.CloseAsked;
        line.Say(Message);
        line.Say(new LineClosed(401, "Intentional Logout"));
        await removing;

        await bench.Words.NextAsync<ReceiveMessage>();
        line.Say(Message);
        await bench.AssertQuietAsync();
    }

    [Fact]
    public async Task WhatElseIsHeard_OnTheWayOut_IsNotSaid()
    {
        await using var bench = SessionBench.Linked();
        var removing = bench.RemoveAsync();
        var line = await bench.Sidecar.NextAsync();

        line.Say(new NameLearnt("Loja"));
        line.Say(new RestrictionHeard(Active: true, Until: null));
        line.Say(Opened);
        await removing;

        Assert.Equal(0, bench.Words.Waiting);
    }
}
