using System.Text.Json.Nodes;

namespace CrmAdmin.Bench.App;

/// <summary>Asks for a file of records and waits for it.</summary>
internal static class AppExport
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks for it; gives the answer, which may already tell where the file is.</summary>
    /// <param name="client">Speaks to the program.</param>
    /// <param name="entityId">Whose records.</param>
    /// <param name="format">csv or excel.</param>
    /// <param name="group">Which of them; null for all.</param>
    public static Task<JsonNode> RequestAsync(AppClient client, string entityId, string format, JsonObject? group = null) => client.JsonAsync(
        "records/export/request", new JsonObject { ["entityId"] = entityId, ["format"] = format, ["conditionGroup"] = group?.DeepClone() });

    /// <summary>Waits until the file is made; gives the job with its address.</summary>
    /// <param name="client">Speaks to the program.</param>
    /// <param name="answer">What <see cref="RequestAsync"/> gave.</param>
    /// <param name="meanwhile">Called each time that the job was looked at.</param>
    public static async Task<JsonNode> FinishAsync(AppClient client, JsonNode answer, Action? meanwhile = null)
    {
        while ((string?)answer["downloadUrl"] is null)
        {
            await Task.Delay(Pause);
            meanwhile?.Invoke();
            answer = await client.JsonAsync($"records/export/{answer["jobId"]}/status");
            if ((string?)answer["status"] is "failed" or "canceled")
            {
                throw new InvalidOperationException($"The export failed: {answer["error"]}");
            }
        }

        return answer;
    }
}
