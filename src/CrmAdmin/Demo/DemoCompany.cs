namespace CrmAdmin.Demo;

/// <summary>One made-up company. null stands for empty.</summary>
internal sealed record DemoCompany(
    string Name,
    string Industry,
    string Status,
    int Employees,
    double AnnualRevenue,
    string City,
    string? Website,
    string? Phone,
    DateOnly? ContractedOn,
    bool HasMemo,
    IReadOnlyList<string> Tags,
    DateTime DateCreated);

/// <summary>Makes up companies: the same for the same seed.</summary>
internal static class DemoCompanies
{
    /// <summary>What they do.</summary>
    public static readonly Shares Industries = new("software:22 retail:18 manufacturing:16 logistics:10 food:10 health:8 education:7 finance:5 travel:4");

    /// <summary>How they stand to us.</summary>
    public static readonly Shares Statuses = new("ACTIVE:55 LEAD:30 DORMANT:15");

    private static readonly Shares Tags = new("partner:3 b2b:8 newsletter:4 event2026:2 risk:1");
    private static readonly string[] First = "한빛 가온 누리 다온 라온 마루 바다 새롬 아라 하늘 푸른 동해 서울 대한 미래 세종 한강 청담 백두 은하".Split(' ');
    private static readonly string[] Last = "소프트 물산 유통 전자 식품 로지스 바이오 테크 무역 산업 건설 파트너스 에듀 메디컬 여행사".Split(' ');
    private static readonly string[] LatinFirst = "Blue River Northwind Bright Harbor Silver Maple Granite Sunrise Cobalt Evergreen Summit Lantern Orchid".Split(' ');
    private static readonly string[] LatinLast = "Trading Software Foods Logistics Health Labs Partners Studio Travel Textiles".Split(' ');

    /// <summary>Companies one by one, the oldest first, over the two years before <paramref name="now"/>.</summary>
    public static IEnumerable<DemoCompany> Generate(int count, long seed, DateTime now)
    {
        for (var i = 1; i <= count; i++)
        {
            yield return Make(i, count, new DemoRandom(seed + 1, i), now);
        }
    }

    private static DemoCompany Make(int i, int count, DemoRandom random, DateTime now)
    {
        var isKorean = random.Next() < 0.75;
        var name = isKorean
            ? random.Of(First) + random.Of(Last)
            : $"{random.Of(LatinFirst)} {random.Of(LatinLast)}";
        var employees = 3 + (int)(Math.Pow(random.Next(), 4) * 4000);
        var created = now - TimeSpan.FromDays(730) + TimeSpan.FromMinutes(Math.Floor((i - random.Next()) / count * 730 * 24 * 60));
        var status = Statuses.At(random.Next());
        return new DemoCompany(
            name,
            Industries.At(random.Next()),
            status,
            employees,
            Math.Round(employees * (50_000_000 + (random.Next() * 250_000_000)) / 1_000_000) * 1_000_000,
            DemoWords.Cities.At(random.Next()),
            random.Next() < 0.15 ? null : $"https://www.company{i}.example.com",
            random.Next() < 0.1 ? null : $"02-{2000 + random.Next(7000):0000}-{random.Next(10_000):0000}",
            status == "LEAD" ? null : DateOnly.FromDateTime(created + ((now - created) * random.Next())),
            random.Next() < 0.6,
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => Tags.At(random.Next())).Distinct().Order(StringComparer.Ordinal)],
            created);
    }
}
