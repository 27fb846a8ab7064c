using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Storage;

namespace CrmAdmin.Tests.Http;

/// <summary>/healthz tells that the program is alive, /readyz that it can serve.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task Probes_OfAProgramThatServes_AreBothWell()
    {
        await using var host = new CrmHost();
        using var nobody = host.Anonymous();
        Assert.Equal(200, (await nobody.GetJson("/healthz")).Code);

        // The scheduler of the jobs starts when the program already answers; until then it is alive and not ready.
        await Patience.ForAsync(() => nobody.GetJson("/readyz"), answer => answer.Code == 200, answer => $"/readyz answers {answer.Code}");
    }

    [PostgresServerFact]
    public async Task Probes_WithoutADatabase_TellAliveFromReadyAndRequestsAre503()
    {
        await using var host = new CrmHost();
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        using var nobody = host.Anonymous();

        TestDatabase.Drop(host.App.StoragePath);

        Assert.Equal(200, (await nobody.GetJson("/healthz")).Code);
        Assert.Equal(503, (await nobody.GetJson("/readyz")).Code);
        var answer = await owner.PostJson("records", new { entityId, name = "a" });
        Assert.Equal((503, nameof(ErrorCode.ServiceUnavailable)), (answer.Code, answer.ErrorCode));
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
