using Microsoft.Playwright;

namespace CrmAdmin.Bench.Browsing;

/// <summary>Times, inside the page, from what a person does to the frame that shows what they wait for.</summary>
internal sealed class PaintClock(IPage page)
{
    /// <summary>What a script dispatches at the document where no click begins the time.</summary>
    public const string Begin = "bench-begin";

    private const int Pause = 300;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Milliseconds from the event's own time stamp to the end of the first frame drawn after the change of the page that
    /// made the condition true.
    /// </summary>
    /// <param name="begins">The event.</param>
    /// <param name="isThere">A JavaScript expression; <c>rows</c> are the rows drawn, <c>before</c> what they were.</param>
    /// <param name="act">What the person does.</param>
    public async Task<double> TakeAsync(string begins, string isThere, Func<Task> act)
    {
        await page.EvaluateAsync(Watch(begins, isThere));
        await act();
        var took = await page.EvaluateAsync<double>("longest => Promise.race([window.benchTook, new Promise(resolve => setTimeout(resolve, longest, -1))])", Longest.TotalMilliseconds);
        if (took < 0)
        {
            throw new TimeoutException($"It never came to «{isThere}» at {page.Url}.");
        }

        // Somebody looks before they press again; a count may still be on its way until then.
        await Task.Delay(Pause);
        return took;
    }

    // After the frame's own callback the browser draws it; a message sent there is answered behind that.
    private static string Watch(string begins, string isThere) => $$"""
        () => {
          const read = () => [...document.querySelectorAll('tr[data-index]')].map(row => row.querySelector('a.title')?.href).join();
          const before = read();
          const isThere = rows => rows && ({{isThere}});
          let begun = 0;
          document.addEventListener('{{begins}}', event => { begun = event.timeStamp; }, { capture: true, once: true });
          window.benchTook = new Promise(resolve => {
            const changes = new MutationObserver(() => {
              if (!begun || !isThere(read())) return;
              changes.disconnect();
              requestAnimationFrame(() => {
                const drawn = new MessageChannel();
                drawn.port1.onmessage = () => resolve(performance.now() - begun);
                drawn.port2.postMessage(null);
              });
            });
            changes.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
          });
        }
        """;
}
