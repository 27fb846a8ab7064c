namespace CrmAdmin.Tests.Relations;

/// <summary>Which records hold which files, and which files are gone, kept as plainly as can be.</summary>
/// <param name="unheld">How long a file is kept that no record holds.</param>
public sealed class GraphFiles(TimeSpan unheld)
{
    private readonly List<string> all = [];
    private readonly Dictionary<string, string[]> held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> unheldSince = new(StringComparer.Ordinal);
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);
    private readonly HashSet<string> expired = new(StringComparer.Ordinal);

    public IReadOnlyList<string> All => all;

    /// <summary>The files that are there, held or not.</summary>
    public IEnumerable<string> Kept => all.Where(IsThere);

    /// <summary>How many times a record holds a file.</summary>
    public int Uses => held.Values.Sum(files => files.Length);

    public bool IsThere(string fileId) => !gone.Contains(fileId);

    public string[] Of(string recordId) => held.GetValueOrDefault(recordId, []);

    public void Add(string fileId, DateTimeOffset now)
    {
        all.Add(fileId);
        unheldSince[fileId] = now;
    }

    /// <summary>Puts these files in place of those that a record held.</summary>
    public void Hold(string recordId, string[] fileIds, DateTimeOffset now)
    {
        var before = Of(recordId);
        held[recordId] = fileIds;
        foreach (var fileId in fileIds)
        {
            unheldSince.Remove(fileId);
        }

        foreach (var fileId in before.Where(IsUnheld))
        {
            unheldSince[fileId] = now;
        }
    }

    /// <summary>A record's days in the trash are over; it holds its files until the collector comes by.</summary>
    public void Expire(string recordId) => expired.Add(recordId);

    /// <summary>The collector of the trash comes by.</summary>
    public void CollectRecords()
    {
        foreach (var recordId in expired)
        {
            Purge(recordId);
        }

        expired.Clear();
    }

    /// <summary>With a record that goes for good, the files go that no other record holds.</summary>
    public void Purge(string recordId)
    {
        held.Remove(recordId, out var files);
        foreach (var fileId in (files ?? []).Where(IsUnheld))
        {
            gone.Add(fileId);
            unheldSince.Remove(fileId);
        }
    }

    /// <summary>The collector of files comes by.</summary>
    public void CollectFiles(DateTimeOffset now)
    {
        foreach (var (fileId, since) in unheldSince.Where(file => file.Value + unheld <= now).ToList())
        {
            gone.Add(fileId);
            unheldSince.Remove(fileId);
        }
    }

    private bool IsUnheld(string fileId) => !held.Values.Any(files => files.Contains(fileId));
}
