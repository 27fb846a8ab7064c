using System.Text;
using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Loading;

/// <summary>Rows of a file with one JSON object a line; a member is a column. Empty lines are passed over.</summary>
internal sealed class NdjsonSource(TextReader reader, IReadOnlyList<string> columns) : RowSource
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<string?>(null);
    private JsonElement row;
    private Detail? fault;
    private long line;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headers => [];

    /// <inheritdoc/>
    public override long Line => line;

    /// <inheritdoc/>
    public override Detail? Fault => fault;

    /// <inheritdoc/>
    public override bool Read()
    {
        string? text;
        do
        {
            text = reader.ReadLine();
            line++;
        }
        while (text is not null && string.IsNullOrWhiteSpace(text));
        if (text is null)
        {
            return false;
        }

        (row, fault) = Parse(text);
        return true;
    }

    /// <inheritdoc/>
    public override void Survey(IList<(string Header, ColumnSurvey Survey)> surveys)
    {
        foreach (var member in row.EnumerateObject())
        {
            var survey = surveys.FirstOrDefault(c => c.Header == member.Name).Survey;
            if (survey is null)
            {
                surveys.Add((member.Name, survey = new ColumnSurvey(';')));
            }

            Add(survey, member.Value);
        }
    }

    /// <inheritdoc/>
    public override object? Value(LoadColumn column, List<Detail> errors)
    {
        var value = row.TryGetProperty(column.Header, out var found) ? found : Nothing;
        return column.Role switch
        {
            ColumnRole.Name => RecordInput.Name(value, column.Header, errors),
            ColumnRole.Owner => PropertyValues.Text(value, column.Header, Limits.NameLength, errors),
            ColumnRole.Tags => RecordInput.Tags(value, column.Header, errors),
            ColumnRole.Created when value.ValueKind == JsonValueKind.Null => null,
            ColumnRole.Created => PropertyValues.Instant(value, column.Header, errors),
            _ => PropertyValues.Read(value, column.Header, column.Property!, errors),
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(int count) => row.ValueKind == JsonValueKind.Object
        ? columns.Take(count).Select(c => row.TryGetProperty(c, out var value) ? value.ToString() : "")
        : [];

    /// <inheritdoc/>
    public override void Dispose() => reader.Dispose();

    private static (JsonElement Row, Detail? Fault) Parse(string text)
    {
        try
        {
            var row = JsonBody.Parse<JsonElement>(Encoding.UTF8.GetBytes(text));
            return row.ValueKind == JsonValueKind.Object ? (row, null) : (default, new Detail("", "Records.ObjectNeeded"));
        }
        catch (CrmException e)
        {
            return (default, new Detail("", e.Key, [.. e.Args]));
        }
    }

    private static void Add(ColumnSurvey survey, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                survey.Add(value.GetString(), isText: true);
                break;
            case JsonValueKind.Array:
                survey.AddList([.. value.EnumerateArray().Select(item => item.ToString())]);
                break;
            case JsonValueKind.Null:
                break;
            default:
                survey.Add(value.GetRawText());
                break;
        }
    }
}
