using CrmAdmin.Entities;
using CrmAdmin.Records;

namespace CrmAdmin.Demo;

/// <summary>A made-up record whose values are named by their properties' keys.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="DateCreated">UTC.</param>
/// <param name="Values">In canonical form; null for empty.</param>
internal sealed record DemoRecord(string Name, IReadOnlyList<string> Tags, DateTime DateCreated, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>As it goes into an entity.</summary>
    public RecordInput Input(EntitySchema schema) => RecordInput.Of(
        Name,
        Tags,
        null,
        schema.Properties.Where(p => Values.GetValueOrDefault(p.Key) is not null).Select(p => KeyValuePair.Create(p.PropertyId, Values[p.Key])),
        DateCreated);
}

/// <summary>Makes records of what was made up.</summary>
internal static class DemoRecords
{
    /// <summary>A customer with a note that reads like one; won have no decimals.</summary>
    public static DemoRecord Of(DemoContact contact, int number, DateTime now) => new(contact.Name, contact.Tags, Created(contact, number, now), new Dictionary<string, object?>
    {
        ["email"] = contact.Email,
        ["phone"] = contact.Phone,
        ["grade"] = contact.Grade,
        ["city"] = contact.City,
        ["age"] = (double?)contact.Age,
        ["totalSpent"] = Math.Round(contact.TotalSpent),
        ["lastOrderAt"] = contact.LastOrderAt,
        ["birthday"] = contact.Birthday,
        ["marketingOptIn"] = contact.MarketingOptIn,
        ["interests"] = contact.Interests?.ToArray(),
        ["memo"] = contact.Memo is null ? null : DemoMemos.Of(contact.Name, number),
    });

    /// <summary>A company.</summary>
    public static DemoRecord Of(DemoCompany company) => new(company.Name, company.Tags, company.DateCreated, new Dictionary<string, object?>
    {
        ["industry"] = company.Industry,
        ["status"] = company.Status,
        ["employees"] = (double)company.Employees,
        ["annualRevenue"] = company.AnnualRevenue,
        ["city"] = company.City,
        ["website"] = company.Website,
        ["phone"] = company.Phone,
        ["contractedOn"] = company.ContractedOn,
        ["memo"] = company.HasMemo ? DemoMemos.Of(company.Name, company.DateCreated.Ticks) : null,
    });

    /// <summary>The generator lets its newest customers come at one instant; here they come over the last hours.</summary>
    private static DateTime Created(DemoContact contact, int number, DateTime now) =>
        now - contact.DateCreated > TimeSpan.FromSeconds(1) ? contact.DateCreated : now - TimeSpan.FromSeconds((number * 7919 % 36_000) + 60);
}
