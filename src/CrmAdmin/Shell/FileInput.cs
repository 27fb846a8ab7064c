using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace CrmAdmin.Shell;

/// <summary>An input of files that says when the browser tells of what is chosen in it, which is after it was drawn.</summary>
public sealed class FileInput : InputFile
{
    /// <summary>Called once, when it listens.</summary>
    [Parameter]
    public EventCallback OnLive { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (firstRender)
        {
            await OnLive.InvokeAsync();
        }
    }
}
