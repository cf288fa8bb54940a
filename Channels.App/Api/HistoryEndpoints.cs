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
            (Guid id, HttpContext http, Dispatcher dispatcher, HistoryCsv csv) => WriteAsync(
                http, csv, $"historico-{id}.csv", before => dispatcher.SendAsAsync(http.User, new ReadHistory(new ChannelId(id), before, PageSize), http.RequestAborted)));
        endpoints.MapGet(
            "/auditoria.csv",
            (HttpContext http, Dispatcher dispatcher, HistoryCsv csv) => WriteAsync(
                http, csv, "auditoria.csv", before => dispatcher.SendAsAsync(http.User, new ReadAudit(before, PageSize), http.RequestAborted)));
    }

    // Page by page, so that a long timeline is never in memory as a whole. The first one before the headers: what is
    // refused is answered as such.
    private static async Task WriteAsync(HttpContext http, HistoryCsv csv, string name, Func<long?, Task<TimelinePage>> read)
    {
        var page = await read(null);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync(csv.Header);
        while (true)
        {
            foreach (var line in page.Lines)
            {
                await writer.WriteAsync(csv.Of(line));
            }

            if (page.Next is null)
            {
                return;
            }

            page = await read(page.Next);
        }
    }
}
