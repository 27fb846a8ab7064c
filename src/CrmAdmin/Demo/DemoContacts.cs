namespace CrmAdmin.Demo;

/// <summary>Makes up customers for the demo workspace, tests and benchmarks: the same for the same seed.</summary>
public static class DemoContacts
{
    /// <summary>The seed where none is given.</summary>
    public const long Seed = 20261121;

    private static readonly TimeSpan Span = TimeSpan.FromDays(730);
    private static readonly TimeSpan Jitter = TimeSpan.FromDays(6);

    /// <summary>
    /// Customers one by one, the oldest first give or take three days, over the two years before <paramref name="now"/>.
    /// The customer at a place is the same for every <paramref name="count"/> but for his dates.
    /// </summary>
    public static IEnumerable<DemoContact> Generate(int count, long seed, DateTime now)
    {
        for (var i = 1; i <= count; i++)
        {
            yield return Make(i, count, new DemoRandom(seed, i), now);
        }
    }

    private static DemoContact Make(int i, int count, DemoRandom random, DateTime now)
    {
        var (name, local) = Name(i, random);
        var grade = DemoWords.Grades.At(random.Next());
        var created = Created(i, count, random, now);
        int? age = random.Next() < 0.04 ? null : 18 + (int)((random.Next() + random.Next()) / 2 * 68);
        return new DemoContact(
            name,
            random.Next() < 0.05 ? null : $"{local}@{DemoWords.Domains.At(random.Next())}",
            random.Next() < 0.08 ? null : $"010-{random.Next(10_000):0000}-{i * 7919L % 10_000:0000}",
            grade,
            random.Next() < 0.03 ? null : DemoWords.Cities.At(random.Next()),
            age,
            Spent(grade, random),
            random.Next() < 0.15 ? null : LastOrder(created, now, random),
            random.Next() < 0.10 ? null : Birthday(age, random, now),
            random.Next() < 0.42,
            Interests(random),
            random.Next() < 0.30 ? null : Memo(random),
            Tags(random),
            created);
    }

    private static (string Name, string Local) Name(int i, DemoRandom random)
    {
        if (random.Next() < 0.75)
        {
            var name = DemoWords.Surnames.At(random.Next()) + random.Of(DemoWords.FirstSyllables) + random.Of(DemoWords.SecondSyllables);
            return (name, $"u{i:0000000}");
        }

        var (first, last) = (random.Of(DemoWords.LatinFirst), random.Of(DemoWords.LatinLast));
        return ($"{first} {last}", $"{first}.{last}{i}".ToLowerInvariant());
    }

    private static DateTime Created(int i, int count, DemoRandom random, DateTime now)
    {
        var at = ((i - 0.5) / count * Span) + ((random.Next() - 0.5) * Jitter);
        var within = TimeSpan.FromMilliseconds(Math.Clamp(Math.Floor(at.TotalMilliseconds), 0, Span.TotalMilliseconds - 1000));
        return now - Span + within;
    }

    /// <summary>Most customers ordered lately, few long ago.</summary>
    private static DateTime LastOrder(DateTime created, DateTime now, DemoRandom random)
    {
        var longAgo = random.Next();
        return created + TimeSpan.FromSeconds(Math.Floor((now - created).TotalSeconds * (1 - (longAgo * longAgo))));
    }

    private static double Spent(string grade, DemoRandom random)
    {
        var factor = grade switch { "VIP" => 40, "GOLD" => 12, "SILVER" => 4, _ => 1 };
        return Math.Floor(factor * Math.Pow(random.Next(), 3) * 50_000_000) / 100;
    }

    private static DateOnly Birthday(int? age, DemoRandom random, DateTime now) =>
        new DateOnly(now.Year - (age ?? 18 + random.Next(68)), 1, 1).AddDays(random.Next(365));

    private static List<string>? Interests(DemoRandom random)
    {
        var many = random.Next(5);
        var (start, step) = (random.Next(DemoWords.Interests.Length), 1 + random.Next(6));
        return many == 0
            ? null
            : Ordered(Enumerable.Range(0, many).Select(j => DemoWords.Interests[(start + (j * step)) % DemoWords.Interests.Length]));
    }

    /// <summary>Short notes are common, long ones rare.</summary>
    private static string Memo(DemoRandom random)
    {
        var length = random.Next();
        var words = new string[4 + (int)(length * length * 56)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = random.Of(DemoWords.MemoWords);
        }

        if (random.Next() < 0.05)
        {
            words[random.Next(words.Length)] = random.Of(DemoWords.RareWords);
        }

        return string.Join(' ', words);
    }

    private static List<string> Tags(DemoRandom random) =>
        Ordered(Enumerable.Range(0, random.Next(4)).Select(_ => DemoWords.Tags.At(random.Next())));

    private static List<string> Ordered(IEnumerable<string> values) => [.. values.Distinct().Order(StringComparer.Ordinal)];
}
