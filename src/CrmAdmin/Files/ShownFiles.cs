using CrmAdmin.Entities;
using CrmAdmin.Records;

namespace CrmAdmin.Files;

/// <summary>What the files are called that a person's lists show: read with a page of rows at a time, kept while the circuit lives.</summary>
/// <param name="find">Finds what there is to say of files, by id.</param>
public sealed class ShownFiles(Func<IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlyDictionary<string, FileAnswer>>> find)
{
    private const int MostKept = 10_000;

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>Learns the names of the files that records hold.</summary>
    public async Task LearnAsync(EntitySchema schema, IEnumerable<Record> records, CancellationToken ct)
    {
        var properties = schema.Properties.Where(property => property.FieldType == FieldType.File).ToList();
        if (properties.Count > 0)
        {
            await LearnAsync([.. records.SelectMany(record => properties.SelectMany(property => record.Value(property) as string[] ?? []))], ct);
        }
    }

    /// <summary>Learns the names of files; of those that are gone there is none to learn.</summary>
    public async Task LearnAsync(IReadOnlyList<string> fileIds, CancellationToken ct)
    {
        var unknown = fileIds.Where(fileId => !names.ContainsKey(fileId)).Distinct().ToList();
        if (names.Count + unknown.Count > MostKept)
        {
            names.Clear();
            unknown = [.. fileIds.Distinct()];
        }

        foreach (var (fileId, file) in await find(unknown, ct))
        {
            names[fileId] = file.FileName;
        }
    }

    /// <summary>The names of those that are known, in their order.</summary>
    public IEnumerable<string> Names(IEnumerable<string> fileIds) => fileIds.Select(names.GetValueOrDefault).OfType<string>();
}
