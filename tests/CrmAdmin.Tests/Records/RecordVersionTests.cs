using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Records;

/// <summary>«Optimistic concurrency: answers carry an ETag; If-Match on PATCH and DELETE of a record that no longer fits → 409 Conflict.»</summary>
public sealed class RecordVersionTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private string entity = "";

    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task Answers_OfARecord_CarryAnETagThatChangesWithIt()
    {
        var made = await Making.Made(Owner.PostJson("records", new { entityId = entity, name = "a" }));
        var path = $"records/{made["recordId"]}";

        var changed = await Making.Made(Owner.PatchJson(path, new { name = "b" }));
        var same = await Making.Made(Owner.PatchJson(path, new { name = "b" }));
        var found = await Making.Made(Owner.GetJson(path));

        Assert.NotEmpty(Tag(made));
        Assert.NotEqual(Tag(made), Tag(changed));
        Assert.Equal((Tag(changed), Tag(changed)), (Tag(same), Tag(found)));
        Assert.Equal((string?)changed["dateUpdated"], (string?)same["dateUpdated"]);
    }

    [Fact]
    public async Task ETag_IsTheSameForEveryRole()
    {
        await Owner.PropertyAsync(entity, "secret", isMasked: true);
        var recordId = await Owner.RecordAsync(entity, "a", new { secret = "홍길동" });

        Assert.Equal(
            Tag(await Making.Made(Owner.GetJson($"records/{recordId}"))),
            Tag(await Making.Made(host.As(Role.Viewer).GetJson($"records/{recordId}"))));
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task IfMatch_ThatNoLongerFits_IsAConflictAndChangesNothing(string method)
    {
        var made = await Making.Made(Owner.PostJson("records", new { entityId = entity, name = "a" }));
        var path = $"records/{made["recordId"]}";
        var changed = await Making.Made(Owner.PatchJson(path, new { name = "b" }));
        Task<Answer> Send(string tag) => Owner.CallAsync(new HttpMethod(method), path, method == "PATCH" ? new { name = "c" } : null, ("If-Match", tag));

        foreach (var tag in new[] { Tag(made), "\"another\"", "W/" + Tag(changed), $"{Tag(made)}, \"another\"" })
        {
            var refused = await Send(tag);
            Assert.Equal((tag, 409, "Conflict"), (tag, refused.Code, refused.ErrorCode));
        }

        Assert.Equal("b", (string?)(await Making.Made(Owner.GetJson(path)))["name"]);
        Assert.Equal(200, (await Send($"\"another\", {Tag(changed)}")).Code);
    }

    [Fact]
    public async Task IfMatch_AbsentOrAStar_FitsEveryVersion()
    {
        var path = $"records/{await Owner.RecordAsync(entity, "a")}";

        Assert.Equal(200, (await Owner.PatchJson(path, new { name = "b" })).Code);
        Assert.Equal(200, (await Owner.PatchJson(path, new { name = "c" }, ("If-Match", "*"))).Code);
        Assert.Equal(200, (await Owner.DeleteJson(path, ("If-Match", "*"))).Code);
    }

    [Fact]
    public async Task IfMatch_OfTwoAtOnce_FitsOne()
    {
        var made = await Making.Made(Owner.PostJson("records", new { entityId = entity, name = "a" }));
        var path = $"records/{made["recordId"]}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Owner.PatchJson(path, new { name = $"n{i}" }, ("If-Match", Tag(made)))));

        Assert.Single(answers, answer => answer.Code == 200);
        Assert.Equal(9, answers.Count(answer => answer.ErrorCode == "Conflict"));
    }

    public async Task InitializeAsync() => entity = await Owner.EntityAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private static string Tag(Answer answer) => answer.Headers.ETag?.ToString() ?? "";
}
