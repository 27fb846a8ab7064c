using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace CrmAdmin.Exports;

/// <summary>
/// Where a file is checked against an export. One of another size is refused unread, so that no more is ever sent than
/// the export itself has.
/// </summary>
public sealed partial class ExportFileCheck(TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly Leaving leaving = new();
    private CancellationTokenSource? stopping;
    private ExportCheck? check;
    private string? reading;
    private string? failure;
    private long arrived;
    private long drawnAt;

    /// <summary>Size of the export's file.</summary>
    [Parameter, EditorRequired]
    public long Bytes { get; set; }

    /// <summary>64 hex digits over the export's file.</summary>
    [Parameter, EditorRequired]
    public string Sha256 { get; set; } = "";

    public void Dispose()
    {
        leaving.Dispose();
        stopping?.Dispose();
    }

    private async Task CheckAsync(InputFileChangeEventArgs change)
    {
        var file = change.File;
        (reading, check, failure, arrived) = (file.Name, null, null, 0);
        stopping?.Dispose();
        stopping = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        var token = stopping.Token;
        StateHasChanged();
        try
        {
            check = file.Size == Bytes ? await ReadAsync(file, token) : ExportCheck.OfSize(file.Name, file.Size - Bytes);
        }
        catch (Exception e) when (e is OperationCanceledException or JSException or IOException)
        {
            // Stopped by the person, or the browser no longer has the file.
            failure = token.IsCancellationRequested ? null : T["Exports.CheckBroken"];
        }
        finally
        {
            reading = null;
        }
    }

    private async Task<ExportCheck> ReadAsync(IBrowserFile file, CancellationToken ct)
    {
        await using var content = file.OpenReadStream(Bytes, ct);
        return await ExportCheck.ReadAsync(file.Name, content, Sha256, Draw, ct);
    }

    private void Draw(long bytes)
    {
        arrived = bytes;
        if (clock.GetElapsedTime(drawnAt) >= Beat)
        {
            drawnAt = clock.GetTimestamp();
            StateHasChanged();
        }
    }

    private string Verdict(ExportCheck done) => done switch
    {
        { IsSame: true } => T["Exports.CheckSame", done.FileName],
        { Difference: 0 } => T["Exports.CheckChanged", done.FileName],
        { Difference: < 0 } => T["Exports.CheckShorter", done.FileName, Formats.Number(-done.Difference)],
        _ => T["Exports.CheckLonger", done.FileName, Formats.Number(done.Difference)],
    };
}
