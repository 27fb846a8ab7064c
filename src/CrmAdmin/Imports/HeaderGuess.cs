using System.Globalization;
using System.Text;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records;

namespace CrmAdmin.Imports;

/// <summary>Guesses where the columns of a file go, by their headers and, for what is told by its form, by their samples.</summary>
internal static class HeaderGuess
{
    private static readonly (string Field, string[] Headers)[] System =
    [
        ("name", ["name", "fullname", "이름", "성명", "성함", "명칭", "고객명", "고객이름", "회사명", "업체명", "상호", "담당자명", "제목", "title"]),
        ("tags", ["tags", "tag", "태그"]),
        ("ownerId", ["ownerid", "owner", "담당자", "소유자"]),
        ("recordId", ["recordid", "레코드id"]),
    ];

    private static readonly (FieldType Type, string[] Headers)[] Kinds =
    [
        (FieldType.Email, ["email", "emailaddress", "mail", "이메일", "이메일주소", "메일", "메일주소", "전자우편"]),
        (FieldType.Phone, ["phone", "phonenumber", "mobile", "mobilephone", "cell", "cellphone", "tel", "telephone", "contact",
            "전화", "전화번호", "휴대폰", "휴대폰번호", "휴대전화", "휴대전화번호", "핸드폰", "핸드폰번호", "연락처", "모바일"]),
        (FieldType.Url, ["url", "website", "homepage", "web", "site", "홈페이지", "웹사이트", "사이트", "주소url"]),
    ];

    /// <summary>By column index the field that it likely gives; each field is suggested once.</summary>
    /// <param name="properties">Those that may be suggested; files never are.</param>
    /// <param name="columns">The file's columns.</param>
    public static Dictionary<string, string> Suggest(IEnumerable<Property> properties, IReadOnlyList<ImportColumn> columns)
    {
        var known = properties.Where(property => property.FieldType != FieldType.File).ToList();
        var suggested = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        Func<ImportColumn, string?>[] ways =
        [
            column => known.FirstOrDefault(p => p.PropertyId == column.Header || p.Key == column.Header)?.Key is { } key ? "data." + key : null,
            column => System.FirstOrDefault(field => field.Headers.Contains(Plain(column.Header))).Field,
            column => Property(known.Where(p => Plain(p.Name) == Plain(column.Header) || Plain(p.Key) == Plain(column.Header)), taken),
            column => Property(OfKind(known, Kind(column.Header)), taken),
            column => Property(OfKind(known, Form(column.Samples)), taken),
        ];
        foreach (var way in ways)
        {
            foreach (var column in columns.Where(column => !suggested.ContainsKey(Index(column))))
            {
                if (way(column) is { } field && taken.Add(field))
                {
                    suggested[Index(column)] = field;
                }
            }
        }

        return suggested.OrderBy(one => int.Parse(one.Key, CultureInfo.InvariantCulture)).ToDictionary();
    }

    private static string Index(ImportColumn column) => column.Index.ToString(CultureInfo.InvariantCulture);

    private static FieldType? Kind(string header) =>
        Kinds.FirstOrDefault(kind => kind.Headers.Contains(Plain(header))) is { Headers: not null } found ? found.Type : null;

    private static IEnumerable<Property> OfKind(IEnumerable<Property> properties, FieldType? type) => properties.Where(p => p.FieldType == type);

    private static string? Property(IEnumerable<Property> candidates, HashSet<string> taken) =>
        candidates.Select(property => "data." + property.Key).FirstOrDefault(field => !taken.Contains(field));

    /// <summary>The kind of value that all samples have the form of; null for none that is told by its form.</summary>
    private static FieldType? Form(IReadOnlyList<string> samples) =>
        samples.Count == 0 ? null
        : samples.All(sample => TextForms.Refusal(sample.Trim(), FieldType.Email) is null) ? FieldType.Email
        : samples.All(sample => TextForms.Refusal(sample.Trim(), FieldType.Url) is null) ? FieldType.Url
        : null;

    /// <summary>A header without case, spaces and signs.</summary>
    private static string Plain(string header)
    {
        var plain = new StringBuilder();
        foreach (var rune in Folding.Nfc(header).EnumerateRunes().Where(Rune.IsLetterOrDigit))
        {
            plain.Append(Rune.ToLowerInvariant(rune));
        }

        return plain.ToString();
    }
}
