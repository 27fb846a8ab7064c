using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmAdmin.Bench;

/// <summary>The searches that are measured.</summary>
internal static class Basket
{
    /// <summary>The address of the grid with everything.</summary>
    public const string Grid = "/records/contact";

    private const string Lately = "dateCreated >= '2026-10-22T00:00:00.000Z' and dateCreated < '2026-11-21T00:00:00.000Z'";

    /// <summary>All records.</summary>
    public static readonly Search All = new("S12", "no condition", null, ["1=1"]);

    /// <summary>Addresses of the grid, each with other first rows than the one before it.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        .. FirstPages("").Where(search => search.Id[0] == 'S' && search.Id is not ("S01" or "S10"))
            .Select(search => $"{Grid}?where={Uri.EscapeDataString(search.Group!.ToJsonString())}"),
    ];

    /// <summary>The searches of the first page.</summary>
    /// <param name="email">An address that one record has.</param>
    public static IReadOnlyList<Search> FirstPages(string email) =>
    [
        new("S01", "e-mail equals one address", And(Is("data.email", "equals", email)), [$"email = '{email}'"]),
        new("S02", "grade equals NORMAL (70 %)", And(Is("data.grade", "equals", "NORMAL")), ["grade = 'NORMAL'"]),
        new("S03", "name contains 홍 (3 %)", And(Is("name", "contains", "홍")), ["name like '%홍%'", "instr(name, '홍')"]),
        new("S04", "memo contains 누수 (0.7 %)", And(Is("data.memo", "contains", "누수")), ["memo like '%누수%'", "instr(memo, '누수')"]),
        new("S05", "totalSpent between 10,000 and 50,000 AND name contains 홍",
            And(Is("data.totalSpent", "between", 10000, 50000), Is("name", "contains", "홍")),
            [.. Steered("{0}totalSpent between 10000 and 50000 and instr(name, '홍')")]),
        new("S06", "grade equals VIP OR city equals 제주",
            Or(Is("data.grade", "equals", "VIP"), Is("data.city", "equals", "제주")),
            [.. Steered("({0}grade = 'VIP' or {0}city = '제주')")]),
        new("S07", "opted in AND ((GOLD or VIP AND age 30 to 40) OR (부산 AND totalSpent over 100,000) OR memo contains 법인카드)",
            And(Is("data.marketingOptIn", "equals", true), Or(
                And(Is("data.grade", "includes_any", "GOLD", "VIP"), Is("data.age", "between", 30, 40)),
                And(Is("data.city", "equals", "부산"), Is("data.totalSpent", "greater_than", 100000)),
                Is("data.memo", "contains", "법인카드"))),
            [.. Steered("marketingOptIn = 1 and (({0}grade in ('GOLD','VIP') and {0}age between 30 and 40) "
                + "or ({0}city = '부산' and {0}totalSpent > 100000) or instr(memo, '법인카드'))")]),
        new("S08", "e-mail is empty (5 %)", And(Is("data.email", "is_empty")), ["email is null"]),
        new("S09", "memo not contains 배송", And(Is("data.memo", "not_contains", "배송")),
            ["(memo is null or not instr(memo, '배송'))", "coalesce(memo, '') not like '%배송%'"]),
        new("S10", "created in 30 days (4 %)",
            And(Is("dateCreated", "greater_or_equal", "2026-10-22T00:00:00.000Z"), Is("dateCreated", "less_than", "2026-11-21T00:00:00.000Z")),
            [Lately]),
        new("S11", "interests include golf (13 %)", And(Is("data.interests", "includes", "golf")), ["instr(';' || interests || ';', ';golf;')"])
        {
            PageSql = "select c.* from contact_interest i join contact c on c.id = i.id where i.value = 'golf' order by i.dateCreated desc, i.id desc limit 51",
            CountSql = "select count(*) from contact_interest where value = 'golf'",
        },
        Initials("K01", "ㅎㄱㄷ", "[ㅎ하-힣][ㄱ가-깋][ㄷ다-딯]"),
        Initials("K02", "ㄱㅁㅅ", "[ㄱ가-깋][ㅁ마-밓][ㅅ사-싷]"),
        Initials("K03", "ㅇ", "[ㅇ아-잏]"),
        Initials("N04", "ㅎㅃㅉ", "[ㅎ하-힣][ㅃ빠-삫][ㅉ짜-찧]"),
        Initials("N05", "ㅃ", "[ㅃ빠-삫]"),
        new("N01", "name contains 뷁 (none)", And(Is("name", "contains", "뷁")), ["instr(name, '뷁')"]),
        new("N02", "name contains zqx (none)", And(Is("name", "contains", "zqx")), ["instr(name, 'zqx')"]),
        new("N03", "memo contains 뷁 (none)", And(Is("data.memo", "contains", "뷁")), ["instr(memo, '뷁')"]),
    ];

    /// <summary>A condition of SQL with and without the plus where «{0}» stands.</summary>
    public static string[] Steered(string where) =>
        [where.Replace("{0}", "", StringComparison.Ordinal), where.Replace("{0}", "+", StringComparison.Ordinal)];

    /// <summary>A group of which all must hold.</summary>
    public static JsonObject And(params JsonObject[] conditions) => new() { ["operator"] = "AND", ["conditions"] = new JsonArray([.. conditions]) };

    /// <summary>A group of which one must hold.</summary>
    public static JsonObject Or(params JsonObject[] conditions) => new() { ["operator"] = "OR", ["conditions"] = new JsonArray([.. conditions]) };

    /// <summary>A condition; no value, one, or a list.</summary>
    public static JsonObject Is(string field, string @operator, params object[] values) => new()
    {
        ["field"] = field,
        ["operator"] = @operator,
        ["value"] = JsonSerializer.SerializeToNode(values.Length == 1 ? values[0] : values.Length == 0 ? null : values),
    };

    private static Search Initials(string id, string keyword, string pattern) =>
        new(id, $"keyword {keyword}", null, [$"name glob '*{pattern}*'", $"name ~ '{pattern}'"]) { Keyword = keyword };
}
