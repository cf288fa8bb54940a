using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.UseCases;
using Microsoft.AspNetCore.Components;

namespace Channels.App.Features.Board;

/// <summary>What the prerendered page knew and up to where in the feed, so that the live page goes on without reading again.</summary>
public sealed record BoardState(ChannelList List, FeedMark Mark);

internal sealed class BoardStateSerializer : PersistentComponentStateSerializer<BoardState>
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new NumberConverter() } };

    public override void Persist(BoardState value, IBufferWriter<byte> writer)
    {
        using var json = new Utf8JsonWriter(writer);
        JsonSerializer.Serialize(json, value, Json);
    }

    public override BoardState Restore(ReadOnlySequence<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        return JsonSerializer.Deserialize<BoardState>(ref reader, Json)!;
    }

    private sealed class NumberConverter : JsonConverter<PhoneNumber>
    {
        public override PhoneNumber? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            PhoneNumber.FromDigits(reader.GetString());

        public override void Write(Utf8JsonWriter writer, PhoneNumber value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Digits);
    }
}
