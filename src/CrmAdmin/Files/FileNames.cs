using CrmAdmin.Storage;

namespace CrmAdmin.Files;

/// <summary>The names of the files that a record holds, as its row is read.</summary>
internal static class FileNames
{
    /// <summary>An expression that gives, of a column of file ids, a JSON array of the names in their order; null for none.</summary>
    public static string Select(string column, SqlDialect dialect) => dialect == SqlDialect.Sqlite
        ? $"""
          CASE WHEN {column} IS NOT NULL THEN (SELECT json_group_array(f."Name" ORDER BY listed.key)
            FROM json_each({column}) AS listed JOIN files AS f ON f."FileId" = listed.value) END
          """
        : $"""
          (SELECT json_agg(f."Name" ORDER BY listed.place)::text
            FROM json_array_elements_text({column}::json) WITH ORDINALITY AS listed(id, place) JOIN files AS f ON f."FileId" = listed.id)
          """;
}
