using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmAdmin.Http;

/// <summary>Reads a null text as an empty one, so that it can be told from a member that is not given.</summary>
internal sealed class NullIsEmpty : JsonConverter<string?>
{
    public override bool HandleNull => true;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => "",
        JsonTokenType.String => reader.GetString(),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
