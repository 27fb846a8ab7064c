using CrmAdmin.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CrmAdmin.Shell;

/// <summary>Keeps a failing page from taking the navigation with it: shows what happened, and logs it under a number.</summary>
public sealed partial class PageBoundary(ILogger<PageBoundary> log) : ErrorBoundaryBase
{
    private string number = "";

    protected override Task OnErrorAsync(Exception exception)
    {
        number = Guid.NewGuid().ToString("N")[..8];
        if (exception is not CrmException { Code: ErrorCode.Unauthorized or ErrorCode.Forbidden or ErrorCode.ResourceNotFound })
        {
            LogFailed(number, exception);
        }

        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<PageFailure>(1);
        builder.AddAttribute(2, nameof(PageFailure.Failure), CurrentException);
        builder.AddAttribute(3, nameof(PageFailure.Number), number);
        builder.AddAttribute(4, nameof(PageFailure.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed, number {Number}")]
    private partial void LogFailed(string number, Exception exception);
}
