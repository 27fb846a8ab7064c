using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using CrmAdmin.Trash;

namespace CrmAdmin.Demo;

/// <summary>Puts some made-up records into the trash, on different days.</summary>
internal sealed class DemoTrash(Store store, AuditLog audit, TrashOptions options)
{
    private const int OneOf = 100;
    private static readonly double[] Ages = [0.02, 0.2, 0.45, 0.7, 0.93];

    /// <summary>One of a hundred; how long ago goes from hours to nearly the whole time that the trash keeps them.</summary>
    public Task FillAsync(Caller caller, EntitySchema schema, IReadOnlyList<Record> records, DateTime now, CancellationToken ct)
    {
        var deleted = records.Where((_, i) => i % OneOf == OneOf / 2).ToList();
        return store.WriteAsync(
            async db =>
            {
                foreach (var (age, at) in Ages.Select((age, i) => (age, i)))
                {
                    string[] recordIds = [.. deleted.Where((_, i) => i % Ages.Length == at).Select(record => record.RecordId)];
                    await TrashTable.DeleteAsync(db, store.Dialect, schema, recordIds, now - (options.Retention * age), caller.ActorId, ct);
                }

                await audit.AppendAsync(
                    db, caller, [.. deleted.Select(record => new AuditEntry("record.delete", schema.EntityId, record.RecordId))], ct);
            },
            ct);
    }
}
