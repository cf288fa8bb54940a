using System.Text;
using Channels.App.Features.History;
using Channels.Domain;
using Channels.Domain.UseCases.History;

namespace Channels.App.Api;

/// <summary>Timelines as files: one channel's for everybody, all of them for administrators.</summary>
internal static class HistoryEndpoints
{
    private const int PageSize = 1000;

    public static void MapHistory(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(
            "/canais/{id:guid}/historico.csv",
            (Guid id, HttpContext http, Dispatcher dispatcher, HistoryCsv csv) => WriteAsync<long?>(http, $"historico-{id}.csv", csv.Header, async before =>
            {
                var page = await dispatcher.SendAsAsync(http.User, new ReadHistory(new ChannelId(id), before, PageSize), http.RequestAborted);
                return (page.Lines.Select(csv.Of), page.Next);
            }));
        endpoints.MapGet(
            "/auditoria.csv",
            (HttpContext http, Dispatcher dispatcher, AuditCsv csv) => WriteAsync<AuditMark>(http, "auditoria.csv", csv.Header, async before =>
            {
                var page = await dispatcher.SendAsAsync(http.User, AddressOf(http.Request.Query).Read(before, PageSize), http.RequestAborted);
                return (page.Lines.Select(csv.Of), page.Next);
            }));
    }

    private static AuditAddress AddressOf(IQueryCollection query) => AuditAddress.Of(
        query[AuditAddress.PartName], query[AuditAddress.ChannelName], query[AuditAddress.PersonName], query[AuditAddress.TopicName]);

    // Page by page, so that a long timeline is never in memory as a whole. The first one before the headers: what is
    // refused is answered as such.
    private static async Task WriteAsync<TMark>(
        HttpContext http, string name, string header, Func<TMark?, Task<(IEnumerable<string> Rows, TMark? Next)>> read)
    {
        IEnumerable<string> rows;
        TMark? next;
        try
        {
            (rows, next) = await read(default);
        }
        catch (RuleViolation violation) when (violation.Rule == Rule.ChannelNotFound)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync(header);
        while (true)
        {
            foreach (var row in rows)
            {
                await writer.WriteAsync(row);
            }

            if (next is null)
            {
                return;
            }

            (rows, next) = await read(next);
        }
    }
}
