using static CrmAdmin.Bench.Basket;

namespace CrmAdmin.Bench;

/// <summary>
/// Searches beyond the basket: every operator, rare and common terms mixed, other orders. What is relative to the day is asked
/// as the run's own day has it; the workspace's zone is that of Seoul.
/// </summary>
internal sealed class Shapes(DateTime now)
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(9);

    private DateTime Today => (now + Zone).Date;

    private DateTime Monday => Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7));

    private DateTime Month => Today.AddDays(1 - Today.Day);

    private DateTime Year => new(Today.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Whole days since a month before the data's own «now».</summary>
    private int Days => (int)(now - BenchOptions.Now).TotalDays + 30;

    /// <summary>All thirty.</summary>
    public IReadOnlyList<Search> All => [.. Sets, .. Texts, .. Numbers, .. Dates, .. Orders];

    private static IEnumerable<Search> Sets =>
    [
        new("T01", "city 독도 (rare) OR memo contains 누수", Or(Is("data.city", "equals", "독도"), Is("data.memo", "contains", "누수")),
            Steered("({0}city = '독도' or instr(memo, '누수'))")),
        new("T02", "(VIP AND 제주) OR (GOLD AND 독도)", Or(
            And(Is("data.grade", "equals", "VIP"), Is("data.city", "equals", "제주")), And(Is("data.grade", "equals", "GOLD"), Is("data.city", "equals", "독도"))),
            Steered("(({0}grade = 'VIP' and city = '제주') or (grade = 'GOLD' and {0}city = '독도'))")),
        new("T03", "tags include blocked AND SILVER", And(Is("tags", "includes", "blocked"), Is("data.grade", "equals", "SILVER")),
            Steered("instr(';' || tags || ';', ';blocked;') and {0}grade = 'SILVER'")),
        new("T04", "tags include all of b2b and risk", And(Is("tags", "includes_all", "b2b", "risk")),
            ["instr(';' || tags || ';', ';b2b;') and instr(';' || tags || ';', ';risk;')"]),
        new("T05", "interests include all of golf, camping, fishing", And(Is("data.interests", "includes_all", "golf", "camping", "fishing")),
            ["id in (select id from contact_interest where value = 'golf') and instr(';' || interests || ';', ';camping;') and instr(';' || interests || ';', ';fishing;')",
                "instr(interests, 'golf') and instr(interests, 'camping') and instr(interests, 'fishing')"]),
        new("T06", "interests exclude golf AND city excludes 서울, 부산", And(Is("data.interests", "excludes", "golf"), Is("data.city", "excludes", "서울", "부산")),
            ["(interests is null or not instr(interests, 'golf')) and (city is null or city not in ('서울', '부산'))"]),
    ];

    private static IEnumerable<Search> Texts =>
    [
        new("T07", "name starts with 남궁 (0.1 %)", And(Is("name", "starts_with", "남궁")), Steered("{0}name >= '남궁' and {0}name < '남귀'")),
        new("T08", "e-mail ends with corp.example.com (3 %)", And(Is("data.email", "ends_with", "corp.example.com")), ["email like '%corp.example.com'"]),
        new("T09", "telephone contains 1234", And(Is("data.phone", "contains", "1234")), ["instr(phone, '1234')"]),
        new("T10", "memo contains chargeback AND VIP", And(Is("data.memo", "contains", "chargeback"), Is("data.grade", "equals", "VIP")),
            Steered("instr(memo, 'chargeback') and {0}grade = 'VIP'")),
        new("T11", "(홍 OR 남궁 in the name) AND not opted in AND no 배송 in the memo", And(
            Or(Is("name", "contains", "홍"), Is("name", "contains", "남궁")), Is("data.marketingOptIn", "equals", false), Is("data.memo", "not_contains", "배송")),
            ["(instr(name, '홍') or instr(name, '남궁')) and marketingOptIn = 0 and (memo is null or not instr(memo, '배송'))"]),
        new("T12", "memo contains 누수 AND telephone contains 99 AND 독도", And(
            Is("data.memo", "contains", "누수"), Is("data.phone", "contains", "99"), Is("data.city", "equals", "독도")),
            Steered("instr(memo, '누수') and instr(phone, '99') and {0}city = '독도'")),
    ];

    private static IEnumerable<Search> Numbers =>
    [
        new("T13", "totalSpent over 19,000,000 (rare)", And(Is("data.totalSpent", "greater_than", 19000000)), Steered("{0}totalSpent > 19000000")),
        new("T14", "totalSpent at most 0 AND age over 80", And(Is("data.totalSpent", "less_or_equal", 0), Is("data.age", "greater_than", 80)),
            [.. Steered("{0}totalSpent <= 0 and +age > 80"), "totalSpent <= 0 and age > 80"]),
        new("T15", "age is empty AND e-mail is not empty", And(Is("data.age", "is_empty"), Is("data.email", "is_not_empty")),
            [.. Steered("{0}age is null and email is not null"), "+age is null and +email is not null"]),
        new("T16", "age less than 19 OR at least 85", Or(Is("data.age", "less_than", 19), Is("data.age", "greater_or_equal", 85)), Steered("({0}age < 19 or {0}age >= 85)")),
        new("T17", "totalSpent 5,000,000 to 5,001,000 AND grade is not VIP", And(
            Is("data.totalSpent", "between", 5000000, 5001000), Is("data.grade", "not_equals", "VIP")),
            [.. Steered("{0}totalSpent between 5000000 and 5001000 and +grade <> 'VIP'"), "totalSpent between 5000000 and 5001000 and grade <> 'VIP'"]),
    ];

    private IEnumerable<Search> Dates =>
    [
        new("T18", "birthday in January 1990", And(Is("data.birthday", "between", "1990-01-01", "1990-01-31")), ["birthday between '1990-01-01' and '1990-01-31'"]),
        new("T19", "last order before December 2024", And(Is("data.lastOrderAt", "before", "2024-12-01T00:00:00.000Z")), ["lastOrderAt < '2024-12-01T00:00:00.000Z'"]),
        new("T20", "last order after 15 November AND tags include partner", And(
            Is("data.lastOrderAt", "after", "2026-11-15T00:00:00.000Z"), Is("tags", "includes_any", "partner")),
            ["lastOrderAt > '2026-11-15T00:00:00.000Z' and instr(';' || tags || ';', ';partner;')"]),
        new("T21", "last order this year AND in so many days AND (birthday this week OR created this month)", And(
            Is("data.lastOrderAt", "this_year"), Is("data.lastOrderAt", "in_last_days", Days), Or(Is("data.birthday", "this_week"), Is("dateCreated", "this_month"))),
            [$"lastOrderAt >= '{Local(Year)}' and lastOrderAt < '{Local(Year.AddYears(1))}' and lastOrderAt >= '{Utc(now.AddDays(-Days))}' and "
                + $"(birthday between '{Monday:yyyy-MM-dd}' and '{Monday.AddDays(6):yyyy-MM-dd}' or dateCreated >= '{Local(Month)}' and dateCreated < '{Local(Month.AddMonths(1))}')"]),
        new("T22", "birthday in the next 30 days, or ordered in the next hour (none)", Or(
            Is("data.birthday", "in_next_days", 30), Is("data.lastOrderAt", "in_next_minutes", 60)),
            [$"birthday between '{Today:yyyy-MM-dd}' and '{Today.AddDays(30):yyyy-MM-dd}' or lastOrderAt between '{Utc(now)}' and '{Utc(now.AddHours(1))}'"]),
        new("T23", "created in a month of minutes AND GOLD", And(Is("dateCreated", "in_last_minutes", Days * 1440), Is("data.grade", "equals", "GOLD")),
            Steered($"dateCreated >= '{Utc(now.AddDays(-Days))}' and {{0}}grade = 'GOLD'")),
    ];

    private static IEnumerable<Search> Orders =>
    [
        new("T24", "all by totalSpent, largest first", null, ["1=1"]) { Sort = "-data.totalSpent" },
        new("T25", "all by age, youngest first", null, ["1=1"]) { Sort = "data.age" },
        new("T26", "VIP by last order", And(Is("data.grade", "equals", "VIP")), Steered("{0}grade = 'VIP'")) { Sort = "-data.lastOrderAt" },
        new("T27", "memo contains 누수, by name backwards", And(Is("data.memo", "contains", "누수")), ["instr(memo, '누수')"]) { Sort = "-name" },
        new("T28", "부산 or 제주 at 80 and over, the oldest records first", And(
            Is("data.city", "includes_any", "부산", "제주"), Is("data.age", "greater_or_equal", 80)),
            [.. Steered("{0}city in ('부산', '제주') and +age >= 80"), "+city in ('부산', '제주') and age >= 80", "city in ('부산', '제주') and age >= 80"]) { Sort = "dateCreated" },
        new("T29", "opted in, by birthday", And(Is("data.marketingOptIn", "equals", true)), ["marketingOptIn = 1"]) { Sort = "data.birthday" },
        new("T30", "totalSpent 10,000 to 50,000, smallest first", And(Is("data.totalSpent", "between", 10000, 50000)), Steered("{0}totalSpent between 10000 and 50000"))
        {
            Sort = "data.totalSpent",
        },
    ];

    private static string Utc(DateTime at) => at.ToString(Row.Instant, System.Globalization.CultureInfo.InvariantCulture);

    private static string Local(DateTime day) => Utc(day - Zone);
}
