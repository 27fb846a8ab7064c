namespace CrmAdmin.Bench.App;

/// <summary>What a run of the program keeps its data in.</summary>
/// <param name="Folder">Its data folder.</param>
/// <param name="Postgres">Connection string of its database; null for SQLite in that folder.</param>
internal sealed record AppStorage(string Folder, string? Postgres)
{
    /// <summary>As the command line says it.</summary>
    public IEnumerable<string> Arguments => Postgres is null
        ? [$"--Storage:Path={Folder}"]
        : [$"--Storage:Path={Folder}", "--Database:Provider=Postgres", $"--ConnectionStrings:Crm={Postgres}"];
}
