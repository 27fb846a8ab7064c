using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Nodes;

/// <summary>Runs where CRM_TEST_POSTGRES names a server: SQLite has one process.</summary>
public sealed class NodesFactAttribute : FactAttribute
{
    public NodesFactAttribute() => Skip = TestDatabase.Server is null ? "Several nodes need PostgreSQL: CRM_TEST_POSTGRES is not set." : null;
}

/// <summary>Two processes of the program on one fresh database and one folder, started at the same moment.</summary>
public sealed class TwoNodes : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly List<ServerProcess> nodes = [];

    /// <summary>The first node.</summary>
    public ServerProcess A => nodes[0];

    /// <summary>The second node.</summary>
    public ServerProcess B => nodes[1];

    /// <summary>The nodes' exports.</summary>
    public string Exports => Path.Combine(folder.Path, "exports");

    public static async Task<TwoNodes> StartAsync(params (string Name, string Value)[] settings)
    {
        var started = new TwoNodes();
        (string, string)[] all = [.. TestDatabase.Settings(started.folder.Path).Select(s => (s.Key, s.Value)), .. settings];
        var starting = Enumerable.Range(0, 2).Select(_ => ServerProcess.StartAsync(started.folder.Path, all)).ToArray();
        try
        {
            started.nodes.AddRange(await Task.WhenAll(starting));
            return started;
        }
        catch
        {
            started.nodes.AddRange(starting.Where(s => s.IsCompletedSuccessfully).Select(s => s.Result));
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks a node until an answer will do.</summary>
    public static Task<Answer> UntilAsync(Func<Task<Answer>> ask, Func<Answer, bool> reached, TimeSpan? within = null) =>
        Patience.ForAsync(ask, reached, answer => $"{answer.Code} {answer.Body}", within);

    public ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            node.Dispose();
        }

        TestDatabase.Leave(folder.Path);
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
