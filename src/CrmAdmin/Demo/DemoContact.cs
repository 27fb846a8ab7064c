namespace CrmAdmin.Demo;

/// <summary>One made-up customer. null stands for empty.</summary>
/// <param name="Name">Korean (three of four) or Latin.</param>
/// <param name="Email">Unique where there is one.</param>
/// <param name="Phone">010-0000-0000.</param>
/// <param name="Grade">NORMAL, SILVER, GOLD or VIP.</param>
/// <param name="City">Mostly Korean.</param>
/// <param name="Age">18 to 85.</param>
/// <param name="TotalSpent">Two decimals, growing with the grade.</param>
/// <param name="LastOrderAt">After <paramref name="DateCreated"/>, UTC, whole milliseconds.</param>
/// <param name="Birthday">Fits the age.</param>
/// <param name="MarketingOptIn">Four of ten.</param>
/// <param name="Interests">Up to four, in order; none is null.</param>
/// <param name="Memo">Up to 60 words.</param>
/// <param name="Tags">Up to three, in order.</param>
/// <param name="DateCreated">UTC, whole milliseconds.</param>
public sealed record DemoContact(
    string Name,
    string? Email,
    string? Phone,
    string Grade,
    string? City,
    int? Age,
    double TotalSpent,
    DateTime? LastOrderAt,
    DateOnly? Birthday,
    bool MarketingOptIn,
    IReadOnlyList<string>? Interests,
    string? Memo,
    IReadOnlyList<string> Tags,
    DateTime DateCreated);
