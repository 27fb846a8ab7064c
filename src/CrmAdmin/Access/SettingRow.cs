using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Access;

/// <summary>One setting of the workspace, its value as JSON.</summary>
internal sealed class SettingRow : IEntityTypeConfiguration<SettingRow>
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    /// <summary>The values there are of these names.</summary>
    public static Task<Dictionary<string, string>> ReadAsync(CrmDb db, string[] names, CancellationToken ct) =>
        db.Set<SettingRow>().AsNoTracking().Where(s => names.Contains(s.Name)).ToDictionaryAsync(s => s.Name, s => s.Value, ct);

    /// <summary>Sets values by their names.</summary>
    public static async Task SaveAsync(CrmDb db, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        foreach (var (name, value) in values)
        {
            if (await db.Set<SettingRow>().FindAsync([name], ct) is { } row)
            {
                row.Value = value;
            }
            else
            {
                db.Add(new SettingRow { Name = name, Value = value });
            }
        }

        await db.SaveChangesAsync(ct);
    }

    public void Configure(EntityTypeBuilder<SettingRow> builder) => builder.ToTable("settings").HasKey(s => s.Name);
}
