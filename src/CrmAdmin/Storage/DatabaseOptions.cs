namespace CrmAdmin.Storage;

/// <summary>Which engine holds the data.</summary>
public enum DatabaseProvider
{
    /// <summary>One file, one process, nothing to install.</summary>
    Sqlite,

    /// <summary>A server shared by several nodes.</summary>
    Postgres,
}

/// <summary>Where data lives, from the sections Database, ConnectionStrings and Storage.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Database:Provider.</summary>
    public DatabaseProvider Provider { get; init; }

    /// <summary>ConnectionStrings:Crm; on SQLite a file under <see cref="StoragePath"/> where absent.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Storage:Path: database file, uploaded and exported files, keys.</summary>
    public required string StoragePath { get; init; }

    /// <summary>Reads the settings; throws at start when they do not make sense.</summary>
    public static DatabaseOptions From(IConfiguration configuration)
    {
        var path = Path.GetFullPath(configuration["Storage:Path"] ?? "data");
        var provider = configuration.GetValue("Database:Provider", DatabaseProvider.Sqlite);
        var connection = configuration.GetConnectionString("Crm");
        if (string.IsNullOrWhiteSpace(connection))
        {
            connection = provider == DatabaseProvider.Sqlite
                ? $"Data Source={Path.Combine(path, "crm.db")}"
                : throw new InvalidOperationException("ConnectionStrings:Crm is needed when Database:Provider is Postgres.");
        }

        return new DatabaseOptions { Provider = provider, ConnectionString = connection, StoragePath = path };
    }
}
