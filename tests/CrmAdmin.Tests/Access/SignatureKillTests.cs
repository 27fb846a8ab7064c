using System.Globalization;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Access;

/// <summary>«The same signature … → DuplicatedSignature (the memory survives kill -9 …).»</summary>
public sealed class SignatureKillTests : IDisposable
{
    private const int Calls = 200;
    private readonly TempFolder folder = new();

    [Fact]
    public async Task Kill_InTheMiddleOfManyCalls_EverySignatureThatWasLetInIsRefusedAfterwards()
    {
        var now = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        string[] headers = [.. Enumerable.Range(0, Calls).Select(i => HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, now, $"{i}".PadLeft(16, 's')))];
        string[] letIn;
        using (var server = await StartAsync())
        {
            letIn = await KilledAmongAsync(server, headers);
        }

        using var again = await StartAsync();
        foreach (var header in letIn)
        {
            Assert.Equal("DuplicatedSignature", (await again.Client.GetJson("plan", ("Authorization", header))).ErrorCode);
        }

        Assert.NotEmpty(letIn);
    }

    public void Dispose()
    {
        TestDatabase.Leave(folder.Path);
        folder.Dispose();
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartOnAsync(folder.Path);

    /// <summary>Sends them all, kills the program when half have been answered, and gives those that were let in.</summary>
    private static async Task<string[]> KilledAmongAsync(ServerProcess server, string[] headers)
    {
        var (answered, half) = (0, new TaskCompletionSource());
        var calls = headers.Select(async header =>
        {
            try
            {
                var code = (await server.Client.GetJson("plan", ("Authorization", header))).Code;
                if (Interlocked.Increment(ref answered) == Calls / 2)
                {
                    half.SetResult();
                }

                return code == 200 ? header : null;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        }).ToArray();
        await half.Task.WaitAsync(Patience.Deadline);
        server.Kill();
        return [.. (await Task.WhenAll(calls)).OfType<string>()];
    }
}
