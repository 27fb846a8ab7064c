using CrmAdmin.Entities;
using CrmAdmin.Exports;
using CrmAdmin.Files;

namespace CrmAdmin.Records;

/// <summary>
/// The one place where records become answers: what the caller may see of them, with a fresh link in place of each file.
/// </summary>
internal sealed class RecordAnswers(FileService files, ExportOptions links)
{
    /// <summary>The answers of records of one entity, masked already, in their order.</summary>
    public Task<IReadOnlyList<RecordAnswer>> OfAsync(
        HttpRequest request, EntitySchema schema, IReadOnlyList<Record> records, CancellationToken ct) =>
        LinkAsync<RecordAnswer>(request, schema, [.. records.Select(RecordAnswer.Of)], ct);

    /// <summary>The answer of one record.</summary>
    public async Task<RecordAnswer> OfAsync(HttpRequest request, EntitySchema schema, Record record, CancellationToken ct) =>
        (await OfAsync(request, schema, [record], ct))[0];

    /// <summary>Answers in which files still stand as ids, with the files in their place.</summary>
    public async Task<IReadOnlyList<TAnswer>> LinkAsync<TAnswer>(
        HttpRequest request, EntitySchema schema, IReadOnlyList<TAnswer> answers, CancellationToken ct)
        where TAnswer : RecordAnswer
    {
        var properties = schema.Properties.Where(p => p.FieldType == FieldType.File).Select(p => p.PropertyId).ToList();
        if (!answers.Any(answer => properties.Exists(answer.Data.ContainsKey)))
        {
            return answers;
        }

        var named = answers.SelectMany(answer => properties.SelectMany(property => FileIds(answer, property))).ToHashSet(StringComparer.Ordinal);
        var found = (await files.FindAsync(named, ct)).ToDictionary(
            file => file.Key, file => file.Value with { Url = links.Absolute(request, file.Value.Url) }, StringComparer.Ordinal);
        return [.. answers.Select(answer => (TAnswer)(answer with { Data = WithFiles(answer, properties, found) }))];
    }

    private static Dictionary<string, object> WithFiles(RecordAnswer answer, List<string> properties, Dictionary<string, FileAnswer> found)
    {
        var data = new Dictionary<string, object>(answer.Data, StringComparer.Ordinal);
        foreach (var property in properties.Where(data.ContainsKey))
        {
            data[property] = FileIds(answer, property).Select(fileId => found.GetValueOrDefault(fileId)).OfType<FileAnswer>().ToList();
        }

        return data;
    }

    private static string[] FileIds(RecordAnswer answer, string property) => answer.Data.GetValueOrDefault(property) as string[] ?? [];
}
