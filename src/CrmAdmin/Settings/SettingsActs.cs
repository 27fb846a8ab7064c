using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Settings;

/// <summary>Does what a person asks for on a settings page, and says in words what was refused.</summary>
public sealed class SettingsActs(CallerSource callers, Toasts toasts, Texts texts)
{
    /// <summary>Who acts now.</summary>
    public Task<Caller> CallerAsync(CancellationToken ct) => callers.GetAsync(ct);

    /// <summary>Does it; a refusal is shown as a toast. Whether it was done.</summary>
    /// <param name="act">What to do as who acts now.</param>
    /// <param name="ct">Stops it, for what is only looked at; what is changed is changed even where the person leaves.</param>
    public async Task<bool> DoAsync(Func<Caller, Task> act, CancellationToken ct = default)
    {
        try
        {
            await act(await callers.GetAsync(ct));
            return true;
        }
        catch (CrmException e)
        {
            toasts.Error(texts.Of(e));
            return false;
        }
    }

    /// <summary>Does what a form asks for, even where the person leaves; a refusal is for the form to show.</summary>
    public async Task<Refusals> SaveAsync(Func<Caller, Task> act)
    {
        try
        {
            await act(await callers.GetAsync(CancellationToken.None));
            return Refusals.None;
        }
        catch (CrmException e)
        {
            return Refusals.Of(e, texts);
        }
    }
}
