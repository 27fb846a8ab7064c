using System.Text.Json;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>Reads a change of the plan: setting names and their values as JSON. Unknown members are ignored.</summary>
internal static class PlanChange
{
    /// <summary>The settings given; 400 ValidationError names what is wrong.</summary>
    public static IReadOnlyDictionary<string, string> Read(JsonElement given)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            throw CrmException.Invalid("", "Http.ObjectNeeded");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var wrong = new List<Detail>();
        foreach (var member in given.EnumerateObject())
        {
            if (member.Name is not (Plan.ExportName or Plan.RecordsName or Plan.PropertiesName))
            {
                continue;
            }

            if (IsRight(member))
            {
                values[member.Name] = member.Value.GetRawText();
            }
            else
            {
                wrong.Add(new Detail(member.Name, member.Name == Plan.ExportName ? "Http.FlagNeeded" : "Access.QuotaNeeded"));
            }
        }

        return wrong.Count == 0 ? values : throw CrmException.Invalid(wrong);
    }

    private static bool IsRight(JsonProperty member) => member.Name == Plan.ExportName
        ? member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
        : member.Value.ValueKind == JsonValueKind.Null
            || (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out var quota) && quota >= 0);
}
