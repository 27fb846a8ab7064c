using System.Globalization;
using CrmAdmin.Demo;

namespace CrmAdmin.Bench;

/// <summary>The values of a record as text, in the order of <see cref="Columns"/>; what both sides must agree on.</summary>
internal static class Row
{
    /// <summary>Format of instants.</summary>
    public const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The columns of the file and of the plain table behind its id.</summary>
    public static readonly string[] Columns =
    [
        "name", "email", "phone", "grade", "city", "age", "totalSpent", "lastOrderAt", "birthday", "marketingOptIn", "interests", "memo",
        "tags", "dateCreated",
    ];

    /// <summary>The values; null for empty, lists joined by «;».</summary>
    public static object?[] Of(DemoContact contact) =>
    [
        contact.Name,
        contact.Email,
        contact.Phone,
        contact.Grade,
        contact.City,
        contact.Age is { } age ? (long)age : null,
        contact.TotalSpent,
        contact.LastOrderAt?.ToString(Instant, CultureInfo.InvariantCulture),
        contact.Birthday?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        contact.MarketingOptIn,
        contact.Interests is null ? null : string.Join(';', contact.Interests),
        contact.Memo,
        contact.Tags.Count == 0 ? null : string.Join(';', contact.Tags),
        contact.DateCreated.ToString(Instant, CultureInfo.InvariantCulture),
    ];

    /// <summary>One value as text.</summary>
    public static string Text(object? value) => value switch
    {
        null or DBNull => "",
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>Writes the file that the program loads.</summary>
    public static void WriteCsv(string path, IEnumerable<DemoContact> contacts)
    {
        using var file = new StreamWriter(path);
        file.Write(string.Join(',', Columns) + "\n");
        foreach (var contact in contacts)
        {
            // No value of the generator holds a comma, a quote or a line break.
            file.Write(string.Join(',', Of(contact).Select(Text)));
            file.Write('\n');
        }
    }
}
