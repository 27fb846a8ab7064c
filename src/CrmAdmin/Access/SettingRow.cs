using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Access;

/// <summary>One setting of the workspace, its value as JSON.</summary>
internal sealed class SettingRow : IEntityTypeConfiguration<SettingRow>
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    public void Configure(EntityTypeBuilder<SettingRow> builder) => builder.ToTable("settings").HasKey(s => s.Name);
}
