using System.Globalization;
using System.Text.Json;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Channels.App.Api.V1;

/// <summary>
/// Answers the same question of the same key with the same bytes while nothing was written: whoever asks every second costs
/// the store nothing. For answers that the store alone decides.
/// </summary>
internal sealed class KeptAnswers(IStoreWrites writes, IOptions<JsonOptions> json) : IEndpointFilter, IDisposable
{
    private const int MostBytes = 16 << 20;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var holder = http.RequestServices.GetRequiredService<KeyDispatcher>().Holder;
        var question = (holder.Key!.Id, CultureInfo.CurrentUICulture.Name, http.Request.Path.Value, http.Request.QueryString.Value, writes.Count);
        if (!_answers.TryGetValue(question, out byte[]? bytes))
        {
            var answer = await next(context);
            if (answer is not IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } or not IValueHttpResult { Value: not null })
            {
                return answer;
            }

            bytes = JsonSerializer.SerializeToUtf8Bytes(((IValueHttpResult)answer).Value, json.Value.SerializerOptions);
            _answers.Set(question, bytes, new MemoryCacheEntryOptions { Size = bytes.Length, AbsoluteExpirationRelativeToNow = Kept });
        }

        return TypedResults.Bytes(bytes!, "application/json; charset=utf-8");
    }

    public void Dispose() => _answers.Dispose();
}
