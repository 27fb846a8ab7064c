using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Search;
using CrmAdmin.Shell;

namespace CrmAdmin.Exports;

/// <summary>Says in words which records an export has.</summary>
internal static class ExportSentence
{
    /// <summary>The condition as a sentence; chosen records are counted, not listed.</summary>
    public static async Task<string> OfAsync(
        SelectionReader selections, Caller caller, ExportRequest request, CultureInfo language, CancellationToken ct)
    {
        var set = await selections.ReadAsync(caller, request.Selection with { RecordIds = null }, ct);
        var sentence = Sentence.Of(set.Where, set.Schema, language, set.Clock);
        return request.RecordIds is { Count: var chosen } ? Texts.Get("Exports.Chosen", language, chosen, sentence) : sentence;
    }
}
