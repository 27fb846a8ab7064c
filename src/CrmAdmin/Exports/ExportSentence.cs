using CrmAdmin.Search;
using CrmAdmin.Segments;

namespace CrmAdmin.Exports;

/// <summary>Says in words which records an export has.</summary>
internal static class ExportSentence
{
    /// <summary>The condition as a sentence; chosen records are counted, not listed. Null where something in it is no longer there.</summary>
    public static string? Of(ExportRequest request, ConditionWords words)
    {
        if (words.Find(request.EntityId) is not { } schema
            || SelectionReader.Tree(request.Selection with { RecordIds = null }, words.Over(schema)) is not { } tree)
        {
            return null;
        }

        var sentence = words.Say(tree, schema);
        return request.RecordIds is { Count: var chosen } ? words.Text("Exports.Chosen", chosen, sentence) : sentence;
    }
}
