using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using CrmAdmin.Http;

namespace CrmAdmin.Shell;

/// <summary>
/// Every text that people see. «Feature.Name» is the entry Name of the folder Feature's Texts.resx (Korean) or
/// Texts.en.resx (English), taken in the current UI culture.
/// </summary>
public sealed class Texts
{
    private static readonly ConcurrentDictionary<string, ResourceManager> Features = new(StringComparer.Ordinal);

    /// <summary>The text in the current language.</summary>
    public string this[string key, params object?[] args] => Get(key, CultureInfo.CurrentUICulture, args);

    /// <summary>What a refusal says: each place that was wrong, else its one message.</summary>
    public string Of(CrmException refusal) => refusal.Details.Count > 0
        ? string.Join(' ', refusal.Details.Select(detail => this[detail.Key, detail.Args]).Distinct())
        : this[refusal.Key, [.. refusal.Args]];

    /// <summary>The text in a given language. An unknown key throws: a test holds that none is missing.</summary>
    public static string Get(string key, CultureInfo culture, params IReadOnlyList<object?> args)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var feature = Features.GetOrAdd(key[..dot], name => new ResourceManager($"CrmAdmin.{name}.Texts", typeof(Texts).Assembly));
        var text = feature.GetString(key[(dot + 1)..], culture) ?? throw new KeyNotFoundException(key);
        return args.Count == 0 ? text : string.Format(culture, text, [.. args]);
    }
}
