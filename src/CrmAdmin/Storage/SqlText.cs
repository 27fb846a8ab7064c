using System.Data.Common;
using System.Globalization;
using System.Text;

namespace CrmAdmin.Storage;

/// <summary>SQL in the making: its text and its parameters, named @p0, @p1, … in the order they were added.</summary>
public sealed class SqlText
{
    /// <summary>An expression that is always true, on both engines.</summary>
    public const string True = "1 = 1";

    /// <summary>An expression that is never true, on both engines.</summary>
    public const string False = "1 = 0";

    private readonly StringBuilder text = new();
    private readonly List<object?> parameters = [];

    /// <summary>The values of the parameters: long, double, string, an array of these (PostgreSQL alone) or null.</summary>
    public IReadOnlyList<object?> Parameters => parameters;

    /// <summary>Adds text that came from no user: keywords, columns, tables.</summary>
    public SqlText Add(string part)
    {
        text.Append(part);
        return this;
    }

    /// <summary>Adds a value, as a parameter.</summary>
    public SqlText Value(object? value) => Add(Parameter(value));

    /// <summary>Makes a parameter without writing it, for one that stands in several places. Gives its name.</summary>
    public string Parameter(object? value)
    {
        parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"@p{parameters.Count - 1}");
    }

    /// <summary>A command with this text and these parameters on a connection, within a transaction where there is one.</summary>
    public DbCommand Command(DbConnection connection, DbTransaction? transaction = null)
    {
        var command = connection.CreateCommand();
        command.CommandText = text.ToString();
        command.Transaction = transaction;
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            parameter.Value = parameters[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
