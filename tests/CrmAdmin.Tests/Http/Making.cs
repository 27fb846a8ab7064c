namespace CrmAdmin.Tests.Http;

/// <summary>Makes what a test begins with, over REST.</summary>
public static class Making
{
    /// <summary>An entity of a name of its own; gives its id.</summary>
    public static async Task<string> EntityAsync(this HttpClient client, string name = "entity") =>
        (string)(await Made(client.PostJson("entities", new { name = $"{name} {Guid.NewGuid():N}" })))["entityId"]!;

    /// <summary>A property; gives its id.</summary>
    public static async Task<string> PropertyAsync(this HttpClient client, string entityId, string key, string fieldType = "TEXT", bool isMasked = false) =>
        (string)(await Made(client.PostJson($"entities/{entityId}/properties", new { name = key, key, fieldType, isMasked })))["propertyId"]!;

    /// <summary>A record; gives its id.</summary>
    public static async Task<string> RecordAsync(this HttpClient client, string entityId, string name, object? data = null) =>
        (string)(await Made(client.PostJson("records", new { entityId, name, data })))["recordId"]!;

    /// <summary>The answer, which must be a success.</summary>
    public static async Task<Answer> Made(Task<Answer> call)
    {
        var answer = await call;
        Assert.True(answer.Code is 200 or 201, $"{answer.Code} {answer.Body}");
        return answer;
    }

    /// <summary>The status code and what kind of refusal it is.</summary>
    public static string Said(this Answer answer) => $"{answer.Code} {answer.ErrorCode}";

    /// <summary>The paths that a 400 names.</summary>
    public static string Paths(this Answer answer) =>
        $"{answer.Code} " + string.Join(' ', answer["details"]?.AsArray().Select(d => (string)d!["path"]!) ?? []);
}
