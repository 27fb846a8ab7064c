using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmAdmin.Bench.Steps;

/// <summary>Bulk create, delete, restore and permanent delete of a thousand records a call, each on the disk when it answers.</summary>
internal static class WriteStep
{
    private const int Batch = 1000;
    private const int Warm = 20;
    private const int Creates = 40;
    private const int Deletes = 5;
    private const double CreateLeast = 20_000;
    private const double TrashMost = 50;
    private const double PurgeMost = 3;

    /// <summary>Runs it; changes the data of the run.</summary>
    public static async Task RunAsync(Bench bench)
    {
        await CreateAsync(bench);
        var batches = await BatchesAsync(bench);
        var (plainTrash, plainRestore, plainPurge) = Plain(bench, batches.Count);
        var (trash, restore, purge) = (new Timing(), new Timing(), new Timing());
        foreach (var batch in batches)
        {
            await AskAsync(bench, trash, "records/bulk/delete", "deleted", batch, false);
            await AskAsync(bench, restore, "records/bulk/restore", "restored", batch, false);
        }

        var before = bench.App.Processor();
        foreach (var batch in batches)
        {
            await AskAsync(bench, purge, "records/bulk/delete", "deleted", batch, true);
        }

        var processor = (bench.App.Processor() - before) * 1000 / batches.Count;

        bench.Report.Add(new Figure("soft delete of 1,000", trash.Median, "ms", plainTrash.Median, TrashMost));
        bench.Report.Add(new Figure("restore of 1,000", restore.Median, "ms", plainRestore.Median, TrashMost));
        bench.Report.Add(new Figure("permanent delete of 1,000", purge.Median, "ms", plainPurge.Median, PurgeMost * plainPurge.Median, $"{processor:N1} ms of processor"));
    }

    private static async Task CreateAsync(Bench bench)
    {
        var chunks = Bench.MoreData(Batch * (Warm + Creates)).Chunk(Batch).ToList();
        var bodies = chunks.Select(bench.Contacts.Bodies).ToList();
        var (ours, plain, before) = (new Timing(), new Timing(), bench.App.Processor());
        for (var i = 0; i < chunks.Count; i++)
        {
            if (i == Warm)
            {
                (ours, plain, before) = (new Timing(), new Timing(), bench.App.Processor());
            }

            var answer = JsonNode.Parse(await ours.TakeAsync(() => bench.App.Client.PostAsync("records/bulk/create", bodies[i])))!;
            if ((int)answer["created"]! != Batch)
            {
                bench.Report.Mismatch($"bulk/create: {answer["created"]} made");
            }

            plain.Take(() => Insert(bench, chunks[i]));
        }

        var processor = (bench.App.Processor() - before) * 1000 / Creates;
        bench.Report.Add(new Figure(
            "bulk/create, 1,000 a call", Batch * 1000 / ours.Median, "rows/s", Batch * 1000 / plain.Median, CreateLeast,
            $"{ours.Median:N1} ms a call, p95 {ours.At(0.95):N1}, {processor:N1} ms of processor"));
    }

    private static bool Insert(Bench bench, Demo.DemoContact[] chunk)
    {
        bench.Plain.Insert(chunk);
        return true;
    }

    /// <summary>Ids from the middle of the table.</summary>
    private static async Task<List<List<string>>> BatchesAsync(Bench bench)
    {
        var (recordIds, key) = (new List<string>(), (string?)null);
        do
        {
            var (_, ids, next) = bench.Contacts.Read(await bench.Contacts.PageAsync(Basket.All, key, 200));
            recordIds.AddRange(ids);
            key = next;
        }
        while (key is not null && recordIds.Count < Batch * Deletes * 2);
        return [.. recordIds.Skip(Batch * Deletes).Chunk(Batch).Where(chunk => chunk.Length == Batch).Select(chunk => chunk.ToList())];
    }

    private static async Task AskAsync(Bench bench, Timing timing, string path, string member, List<string> batch, bool permanent)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { recordIds = batch, permanent });
        var answer = JsonNode.Parse(await timing.TakeAsync(() => bench.App.Client.PostAsync(path, body)))!;
        if ((int)answer[member]! != Batch)
        {
            bench.Report.Mismatch($"{path}: {answer[member]} {member}");
        }
    }

    private static (Timing Trash, Timing Restore, Timing Purge) Plain(Bench bench, int batches)
    {
        var (trash, restore, purge) = (new Timing(), new Timing(), new Timing());
        for (var i = 0; i < batches; i++)
        {
            using var ids = bench.Plain.Command($"select id from contact order by dateCreated desc, id desc limit {Batch} offset {Batch * (i + Deletes)}");
            var list = string.Join(',', PlainRows(ids));
            trash.Take(() => Run(bench, $"update contact set deletedAt = '2026-11-21T00:00:00.000Z' where id in ({list})"));
            restore.Take(() => Run(bench, $"update contact set deletedAt = null where id in ({list})"));
            purge.Take(() => Run(bench, $"begin; delete from contact where id in ({list}); delete from contact_interest where id in ({list}); commit"));
        }

        return (trash, restore, purge);
    }

    private static IEnumerable<object> PlainRows(System.Data.Common.DbCommand command) => CrmAdmin.Bench.Plain.PlainTable.Rows(command).Select(row => row[0]);

    private static bool Run(Bench bench, string sql)
    {
        bench.Plain.Run(sql);
        return true;
    }
}
