using CrmAdmin.Jobs;

namespace CrmAdmin.Imports;

/// <summary>How an import stands, in a word and a colour.</summary>
internal static class ImportWords
{
    /// <summary>Text key of the word.</summary>
    public static string Status(ImportFacts import) => import switch
    {
        { IsUndone: true } => "Imports.Status_Undone",
        { HasRun: false } => "Imports.Status_Uploaded",
        _ => "Imports.Status_" + import.State.Status,
    };

    /// <summary>The badge's class.</summary>
    public static string Tone(ImportFacts import) => import switch
    {
        { IsUndone: true } => "",
        { HasRun: false } => "warning",
        { State.Status: JobStatus.Completed } => "success",
        { State.Status: JobStatus.Failed } => "danger",
        { State.Status: JobStatus.Processing } => "accent",
        _ => "",
    };
}
