using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace CrmAdmin.Files;

/// <summary>The files of a FILE property in a form.</summary>
public sealed partial class FilesInput(CallerSource callers, PageAddress address, TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly Leaving leaving = new();
    private readonly Dictionary<string, FileAnswer> known = new(StringComparer.Ordinal);
    private readonly List<string> refusals = [];
    private ElementReference whole;
    private IBrowserFile? arriving;
    private long arrived;
    private long drawnAt;
    private bool isReading;

    /// <summary>The files, by id.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> FileIds { get; set; } = [];

    /// <summary>What they are files of.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Its id, for a label.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>Whether the person may add and take away.</summary>
    [Parameter]
    public bool CanWrite { get; set; }

    /// <summary>Called with the files as they are to be.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>> OnChange { get; set; }

    private int Room => Limits.FilesPerProperty - FileIds.Count;

    public void Dispose() => leaving.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        string[] unknown = [.. FileIds.Where(fileId => !known.ContainsKey(fileId))];
        if (unknown.Length == 0)
        {
            return;
        }

        isReading = true;
        foreach (var (fileId, file) in await Files.FindAsync(unknown, leaving.Token))
        {
            known[fileId] = file;
        }

        isReading = false;
    }

    private string NameOf(string fileId) => known.GetValueOrDefault(fileId)?.FileName ?? fileId;

    /// <summary>Links last for a while only, so a fresh one is made when it is pressed.</summary>
    private async Task DownloadAsync(string fileId)
    {
        if ((await Files.FindAsync([fileId], leaving.Token)).GetValueOrDefault(fileId) is { } file)
        {
            await address.DownloadAsync(file.Url, leaving.Token);
        }
    }

    /// <summary>The button goes with its file: the focus stays at the files.</summary>
    private async Task RemoveAsync(string fileId)
    {
        await OnChange.InvokeAsync([.. FileIds.Where(other => other != fileId)]);
        await whole.FocusAsync();
    }

    private async Task TakeAsync(InputFileChangeEventArgs change)
    {
        refusals.Clear();
        var added = new List<string>();
        var sent = change.GetMultipleFiles(change.FileCount);
        foreach (var file in sent.Take(Room))
        {
            if (await SendAsync(file) is { } fileId)
            {
                added.Add(fileId);
            }
        }

        if (sent.Count > Room)
        {
            refusals.Add(T["Files.TooMany", Limits.FilesPerProperty]);
        }

        arriving = null;
        if (added.Count > 0)
        {
            await OnChange.InvokeAsync([.. FileIds, .. added]);
        }
    }

    /// <summary>Keeps a file; gives its id, or null where it was refused.</summary>
    private async Task<string?> SendAsync(IBrowserFile file)
    {
        (arriving, arrived) = (file, 0);
        StateHasChanged();
        try
        {
            if (file.Size > Limits.FileBytes)
            {
                throw new CrmException(ErrorCode.PayloadTooLarge, "Files.TooLarge", Formats.Bytes(Limits.FileBytes));
            }

            var caller = await callers.GetAsync(leaving.Token);
            await using var content = file.OpenReadStream(Limits.FileBytes, leaving.Token);
            var part = new MultipartPart("file", file.Name, content) { Arrived = Draw };
            var kept = await Files.AddAsync(caller, file.Name, target => part.CopyAsync(target, Limits.FileBytes, leaving.Token), leaving.Token);
            known[kept.FileId] = kept;
            return kept.FileId;
        }
        catch (CrmException e)
        {
            refusals.Add($"{file.Name}: {T.Of(e)}");
        }
        catch (JSException)
        {
            // The browser no longer has it.
            refusals.Add($"{file.Name}: {T["Files.Broken"]}");
        }

        return null;
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
}
