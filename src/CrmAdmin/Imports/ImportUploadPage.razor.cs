using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace CrmAdmin.Imports;

/// <summary>Where a file is uploaded. When it has been looked through, its own page takes over.</summary>
public sealed partial class ImportUploadPage(EntityService entities, CallerSource callers, NavigationManager navigation, TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly Leaving leaving = new();
    private CancellationTokenSource? stopping;
    private EntitySchema? schema;
    private IBrowserFile? file;
    private long arrived;
    private long drawnAt;
    private string? failure;

    /// <summary>The entity's short name.</summary>
    [Parameter]
    public string Slug { get; set; } = "";

    private string Progress => arrived < file!.Size
        ? T["Imports.Arrived", Formats.Bytes(arrived), Formats.Bytes(file.Size)]
        : T["Imports.LookingThrough"];

    public void Dispose()
    {
        leaving.Dispose();
        stopping?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var caller = await callers.GetAsync(leaving.Token);
        caller.Demand(Role.Member);
        schema = (await entities.ListAsync(caller, leaving.Token)).FirstOrDefault(entity => entity.Slug == Slug) ?? throw CrmException.NotFound(Slug);
    }

    private async Task ReceiveAsync(InputFileChangeEventArgs change)
    {
        (file, arrived, failure) = (change.File, 0, null);
        stopping?.Dispose();
        stopping = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        var token = stopping.Token;
        StateHasChanged();
        try
        {
            var preview = await AcceptAsync(change.File, token);
            navigation.NavigateTo(ImportNavigation.Of(preview.ImportId));
        }
        catch (CrmException e)
        {
            Fail(T.Of(e));
        }
        catch (Exception e) when (e is OperationCanceledException or Microsoft.JSInterop.JSException)
        {
            // Stopped by the person, or the browser no longer has the file.
            Fail(token.IsCancellationRequested ? null : T["Imports.UploadBroken"]);
        }
    }

    private async Task<ImportPreview> AcceptAsync(IBrowserFile sent, CancellationToken ct)
    {
        if (sent.Size > Limits.ImportBytes)
        {
            throw new CrmException(ErrorCode.PayloadTooLarge, "Imports.TooLarge", Formats.Bytes(Limits.ImportBytes));
        }

        var caller = await callers.GetAsync(ct);
        await using var content = sent.OpenReadStream(Limits.ImportBytes, ct);
        var upload = await Uploads.ReceiveAsync(caller, new MultipartPart("file", sent.Name, content) { Arrived = Draw }, ct);
        try
        {
            arrived = sent.Size;
            StateHasChanged();

            // Looking through a large file takes its time; the page stays alive meanwhile.
            return await Task.Run(() => Imports.AcceptAsync(caller, upload, schema!.EntityId, ct), ct);
        }
        finally
        {
            Uploads.Discard(upload);
        }
    }

    private void Draw(long bytes)
    {
        arrived = Math.Min(bytes, file!.Size - 1);
        if (clock.GetElapsedTime(drawnAt) >= Beat)
        {
            drawnAt = clock.GetTimestamp();
            StateHasChanged();
        }
    }

    private void Stop() => stopping?.Cancel();

    private void Fail(string? reason) => (file, failure) = (null, reason);
}
