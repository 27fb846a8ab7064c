using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CrmAdmin.Tests;

/// <summary>
/// Which engine the programs under test run on: SQLite, or PostgreSQL where CRM_TEST_POSTGRES holds a connection string of a
/// server on which databases may be made. One folder always means one database.
/// </summary>
internal static class TestDatabase
{
    private static readonly Lock Queue = new();
    private static Task left = Task.CompletedTask;

    /// <summary>The server's connection string; null for SQLite.</summary>
    public static string? Server { get; } = Environment.GetEnvironmentVariable("CRM_TEST_POSTGRES");

    /// <summary>The settings that make a program use the engine.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Settings(string storagePath)
    {
        if (Server is null)
        {
            return [];
        }

        var name = Name(storagePath);
        Execute($"SELECT 'CREATE DATABASE {name}' WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = '{name}')", $"CREATE DATABASE {name}");
        var connection = new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ToString();
        return [KeyValuePair.Create("Database:Provider", "Postgres"), KeyValuePair.Create("ConnectionStrings:Crm", connection)];
    }

    /// <summary>Removes the database of a folder.</summary>
    public static void Drop(string storagePath)
    {
        if (Server is not null)
        {
            Execute("SELECT 1", $"DROP DATABASE IF EXISTS {Name(storagePath)} WITH (FORCE)");
        }
    }

    /// <summary>
    /// Has the database of a folder that is done with removed in time: for each one the server first writes down all that it
    /// holds, and no test need wait for that. What is left at the end goes with the server.
    /// </summary>
    public static void Leave(string storagePath)
    {
        lock (Queue)
        {
            left = left.ContinueWith(_ => Drop(storagePath), TaskScheduler.Default);
        }
    }

    /// <summary>Everything that the database of a folder holds, as text; nothing on SQLite, where it lies in the folder.</summary>
    public static string Contents(string storagePath)
    {
        if (Server is null)
        {
            return "";
        }

        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = Name(storagePath) }.ToString());
        connection.Open();
        using var command = new NpgsqlCommand("SELECT database_to_xml(true, false, '')::text", connection);
        return (string)command.ExecuteScalar()!;
    }

    private static string Name(string storagePath) =>
        "crm_test_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(storagePath)))[..16];

    /// <summary>Runs a statement when a question has an answer.</summary>
    private static void Execute(string question, string statement)
    {
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        using var ask = new NpgsqlCommand(question, connection);
        if (ask.ExecuteScalar() is not null)
        {
            using var command = new NpgsqlCommand(statement, connection);
            command.ExecuteNonQuery();
        }
    }
}
