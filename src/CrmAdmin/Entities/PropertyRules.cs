using CrmAdmin.Conditions;
using CrmAdmin.Http;

namespace CrmAdmin.Entities;

/// <summary>What a property's definition must keep to.</summary>
internal static class PropertyRules
{
    /// <summary>Throws 400 naming every wrong place.</summary>
    /// <param name="body">What is asked for.</param>
    /// <param name="type">The property's type; null where it is not known.</param>
    /// <param name="isNew">Whether a property is to be made.</param>
    public static void Check(PropertyBody body, FieldType? type, bool isNew)
    {
        var errors = new List<Detail>();
        CheckName(body.Name, isNew, errors);
        if (body.Key is not null && !Slugs.IsKey(body.Key))
        {
            errors.Add(new Detail("key", "Entities.BadKey", Limits.KeyLength));
        }

        if (isNew && body.FieldType is null)
        {
            errors.Add(new Detail("fieldType", "Entities.FieldTypeNeeded"));
        }
        else if (!isNew && type is not null && body.FieldType is not null && body.FieldType != type)
        {
            errors.Add(new Detail("fieldType", "Entities.FieldTypeFixed"));
        }

        if (body.Description?.Length > Limits.TextLength)
        {
            errors.Add(new Detail("description", "Entities.TooLong", Limits.TextLength));
        }

        if (body.Position < 0)
        {
            errors.Add(new Detail("position", "Entities.BadPosition"));
        }

        CheckOptions(body.Options ?? [], type, errors);
        if (errors.Count > 0)
        {
            throw CrmException.Invalid(errors);
        }
    }

    private static void CheckName(string? name, bool isNew, List<Detail> errors)
    {
        if (isNew ? string.IsNullOrEmpty(name) : name?.Length == 0)
        {
            errors.Add(new Detail("name", "Entities.NameNeeded"));
        }
        else if (name?.Length > Limits.CatalogName)
        {
            errors.Add(new Detail("name", "Entities.TooLong", Limits.CatalogName));
        }
    }

    private static void CheckOptions(IReadOnlyList<OptionBody?> options, FieldType? type, List<Detail> errors)
    {
        if (options.Count > 0 && type?.HasOptions() == false)
        {
            errors.Add(new Detail("options", "Entities.OptionsNotAllowed"));
            return;
        }

        if (options.Count > Limits.Options)
        {
            errors.Add(new Detail("options", "Entities.TooManyOptions", Limits.Options));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Count; i++)
        {
            var option = options[i];
            if (string.IsNullOrEmpty(option?.Value))
            {
                errors.Add(new Detail($"options[{i}].value", "Entities.OptionValueNeeded"));
            }
            else if (option.Value.Length > Limits.OptionLength || option.Label?.Length > Limits.OptionLength || option.Color?.Length > Limits.OptionLength)
            {
                errors.Add(new Detail($"options[{i}]", "Entities.TooLong", Limits.OptionLength));
            }
            else if (!seen.Add(Folding.Fold(option.Value)))
            {
                errors.Add(new Detail($"options[{i}].value", "Entities.OptionTwice", option.Value));
            }
        }
    }
}
