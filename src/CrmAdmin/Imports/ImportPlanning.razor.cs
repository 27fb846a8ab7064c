using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Imports;

/// <summary>The page of an import that has not run. What a person changed stands in the address.</summary>
public sealed partial class ImportPlanning(
    CallerSource callers, PageAddress address, NavigationManager navigation, Navigation lines, Confirm confirm, Toasts toasts) : ComponentBase
{
    private readonly Leaving leaving = new();
    private Caller? caller;
    private ImportPreview? preview;
    private ImportDraft? guessed;
    private ImportDraft? draft;
    private ImportTrial? trial;
    private CrmException? refusal;
    private bool isTrying;
    private bool isBusy;

    /// <summary>The import.</summary>
    [Parameter, EditorRequired]
    public ImportFacts Import { get; set; } = default!;

    /// <summary>What its rows become.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>Called when the run was asked for.</summary>
    [Parameter]
    public EventCallback OnStarted { get; set; }

    public void Dispose() => leaving.Dispose();

    protected override async Task OnInitializedAsync()
    {
        caller = await callers.GetAsync(leaving.Token);
        preview = await Trials.PreviewAsync(caller, Import.ImportId, leaving.Token);
        guessed = ImportDraft.Guessed(preview);
        draft = ImportDraft.Read(new Uri(navigation.Uri), guessed);
        if (RendererInfo.IsInteractive)
        {
            await TryAsync();
        }
    }

    private async Task ChangeAsync(ImportDraft next)
    {
        draft = next;
        await address.ReplaceAsync(ImportNavigation.Of(Import.ImportId), next.ToQuery(guessed!), leaving.Token);
        await TryAsync();
    }

    /// <summary>Tries the draft; an answer to one that has been changed meanwhile is passed over.</summary>
    private async Task TryAsync()
    {
        if (leaving.IsCancellationRequested)
        {
            return;
        }

        var (tried, ct) = (draft!, leaving.Token);
        isTrying = true;
        StateHasChanged();
        try
        {
            caller = await callers.GetAsync(ct);
            var found = await Task.Run(() => Trials.TryAsync(caller, Import.ImportId, tried.Request, ct), ct);
            (trial, refusal) = tried == draft ? (found, null) : (trial, refusal);
        }
        catch (CrmException e)
        {
            (trial, refusal) = tried == draft ? (null, e) : (trial, refusal);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            isTrying = tried != draft && isTrying;
        }
    }

    private Task StartAsync() => ActAsync(async () =>
    {
        await Imports.RunAsync(await callers.GetAsync(leaving.Token), Import.ImportId, draft!.Request, leaving.Token);
        await address.ReplaceAsync(ImportNavigation.Of(Import.ImportId), new Dictionary<string, object?>(), leaving.Token);
        lines.Refresh();
        await OnStarted.InvokeAsync();
    });

    private Task DiscardAsync() => ActAsync(async () =>
    {
        if (await confirm.AskAsync(new Confirmation(T["Imports.DiscardTitle", Import.FileName], T["Imports.DiscardText"], T["Imports.Discard"], IsDanger: true)))
        {
            await Imports.DiscardAsync(await callers.GetAsync(leaving.Token), Import.ImportId, leaving.Token);
            navigation.NavigateTo(ImportNavigation.Upload(Schema.Slug));
        }
    });

    private async Task ActAsync(Func<Task> act)
    {
        isBusy = true;
        try
        {
            await act();
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }
        finally
        {
            isBusy = false;
        }
    }
}
