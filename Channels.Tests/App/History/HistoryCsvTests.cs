using Channels.App.Features.History;
using Channels.App.Hosting;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.History;
using Channels.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Channels.Tests.App.History;

[Portuguese]
public sealed class HistoryCsvTests
{
    private static readonly IStringLocalizer<Strings> Text =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Strings>>();

    private readonly HistoryCsv _csv = new(new Words(Text), Text, new ConsoleTimeZone(new ConfigurationBuilder().Build()));

    [Fact]
    public void Line_HasTheTimeOfTheBusinessAndEachFieldQuoted()
    {
        var line = Of("Loja \"Centro\"; matriz") with { Reason = new StatusReason(ReasonCode.LoggedOutOnPhone) };

        var fields = _csv.Of(line);

        Assert.StartsWith("\"2026-11-22 12:00:00\";\"Loja \"\"Centro\"\"; matriz\";\"", fields, StringComparison.Ordinal);
        Assert.Contains(";\"Desconectado\";\"Ana\"\r\n", fields, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("+55")]
    [InlineData("-1")]
    [InlineData("@SUM(1)")]
    [InlineData("\tLoja")]
    [InlineData("\rLoja")]
    [InlineData("＝1+1")]
    [InlineData("＠SUM(1)")]
    public void Field_ThatASpreadsheetWouldRun_IsText(string name) =>
        Assert.Contains($";\"'{name}\";", _csv.Of(Of(name)), StringComparison.Ordinal);

    // Opened with commas between the columns, or pasted, a field is cut where the text has a separator.
    [Theory]
    [InlineData("Loja,=1+1", "Loja,'=1+1")]
    [InlineData("Loja;+1", "Loja;'+1")]
    [InlineData("Loja\n@SUM(1)", "Loja\n'@SUM(1)")]
    [InlineData("\"=1+1", "\"\"'=1+1")]
    [InlineData("Loja, -1", "Loja, '-1")]
    [InlineData("Loja - Centro", "Loja - Centro")]
    [InlineData("a+b=c", "a+b=c")]
    public void Field_ThatWouldBeRunOnceItIsCut_IsText(string name, string field) =>
        Assert.Contains($";\"{field}\";", _csv.Of(Of(name)), StringComparison.Ordinal);

    [Fact]
    public void Header_HasAsManyFieldsAsALine() =>
        Assert.Equal(_csv.Header.Split("\";\"").Length, _csv.Of(Of("Vendas")).Split("\";\"").Length);

    [Fact]
    public void Audit_LinesOfBothKinds_HaveTheFieldsOfTheHeader()
    {
        var csv = new AuditCsv(_csv, new Words(Text), Text);
        var entry = TraceEntry.Of(
            TraceKind.Invited,
            new Actor("ana", "Ana", Role.Administrator) { Client = new Client("Firefox/145.0 (Windows)", "203.0.113.7") },
            Snapshots.Now,
            "beto",
            Role.Operator);

        var person = csv.Of(new AuditLine(new TraceLine(entry, "Ana", "=Beto")));

        Assert.Equal(
            "\"2026-11-22 12:00:00\";\"\";\"\";\"recebeu um convite como Operador\";\"\";\"Ana\";\"'=Beto\";\"Firefox no Windows\";\"203.0.113.7\"\r\n",
            person);
        Assert.All(
            [person, csv.Of(new AuditLine(Of("Vendas")))],
            x => Assert.Equal(csv.Header.Split("\";\"").Length, x.Split("\";\"").Length));
    }

    private static HistoryEntry Of(string name) =>
        new(ChannelId.New(Snapshots.Now), name, Snapshots.Now, HistoryKind.StatusChanged, "Ana", Detail: null)
        {
            Reason = new StatusReason(ReasonCode.Connected),
        };
}
