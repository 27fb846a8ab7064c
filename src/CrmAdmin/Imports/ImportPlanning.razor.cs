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
    private readonly Latest trying = new();
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

    public void Dispose()
    {
        leaving.Dispose();
        trying.Dispose();
    }

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

    /// <summary>Tries the draft; a trial of one that is changed meanwhile is given up.</summary>
    private async Task TryAsync()
    {
        var (tried, ct) = (draft!, trying.Next());
        isTrying = true;
        StateHasChanged();
        try
        {
            caller = await callers.GetAsync(ct);
            var found = await Task.Run(() => Trials.TryAsync(caller, Import.ImportId, tried.Request, ct), ct);
            ct.ThrowIfCancellationRequested();
            (trial, refusal, isTrying) = (found, null, false);
        }
        catch (CrmException e) when (!ct.IsCancellationRequested)
        {
            (trial, refusal, isTrying) = (null, e, false);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The draft was changed meanwhile, or the page is gone.
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
