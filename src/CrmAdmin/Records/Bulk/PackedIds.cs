using System.Text;

namespace CrmAdmin.Records.Bulk;

/// <summary>Very many record ids in 32 bytes each.</summary>
public sealed class PackedIds
{
    private const int ChunkIds = 1000;
    private readonly List<byte[]> chunks = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an id.</summary>
    public void Add(string recordId)
    {
        if (Count % ChunkIds == 0)
        {
            chunks.Add(new byte[ChunkIds * Ids.Length]);
        }

        Encoding.ASCII.GetBytes(recordId, chunks[^1].AsSpan(Count % ChunkIds * Ids.Length));
        Count++;
    }

    /// <summary>All of them, in the order they came.</summary>
    public IEnumerable<string> All()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return Encoding.ASCII.GetString(chunks[i / ChunkIds], i % ChunkIds * Ids.Length, Ids.Length);
        }
    }
}
