using CrmAdmin.Demo;

namespace CrmAdmin.Tests.Demo;

public sealed class DemoContactsTests
{
    private static readonly DateTime Now = new(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Generate_SameSeed_IsTheSame() => Assert.Equal(Of(500).Select(Text), Of(500).Select(Text));

    [Fact]
    public void Generate_AnotherCount_ChangesDatesAlone()
    {
        var few = Of(100).Select(c => Text(c with { DateCreated = Now, LastOrderAt = null }));
        var many = Of(1000).Take(100).Select(c => Text(c with { DateCreated = Now, LastOrderAt = null }));

        Assert.Equal(few, many);
    }

    [Fact]
    public void Generate_Many_HasTheSharesAsked()
    {
        var contacts = Of(20_000).ToList();

        Share(0.70, c => c.Grade == "NORMAL");
        Share(0.03, c => c.Grade == "VIP");
        Share(0.05, c => c.Email is null);
        Share(0.30, c => c.Memo is null);
        Share(0.42, c => c.MarketingOptIn);
        Share(0.20, c => c.Interests is null);
        Share(0.03, c => c.Name.Contains('홍', StringComparison.Ordinal));
        Share(0.007, c => c.Memo?.Contains("누수", StringComparison.Ordinal) ?? false);
        Assert.All(contacts, c => Assert.InRange(c.DateCreated, Now.AddDays(-730), Now));
        Assert.All(contacts, c => Assert.True(c.LastOrderAt is null || (c.LastOrderAt >= c.DateCreated && c.LastOrderAt <= Now)));
        Assert.Equal(contacts.Count(c => c.Email is not null), contacts.Select(c => c.Email).OfType<string>().Distinct().Count());

        void Share(double expected, Func<DemoContact, bool> has) =>
            Assert.InRange(contacts.Count(has) / (double)contacts.Count, expected * 0.75, expected * 1.25);
    }

    private static IEnumerable<DemoContact> Of(int count) => DemoContacts.Generate(count, DemoContacts.Seed, Now);

    private static string Text(DemoContact c) =>
        $"{c.Name}|{c.Email}|{c.Phone}|{c.Grade}|{c.City}|{c.Age}|{c.TotalSpent:R}|{c.LastOrderAt:O}|{c.Birthday}|{c.MarketingOptIn}|"
        + $"{string.Join(';', c.Interests ?? [])}|{c.Memo}|{string.Join(';', c.Tags)}|{c.DateCreated:O}";
}
