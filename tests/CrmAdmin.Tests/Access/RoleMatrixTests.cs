using CrmAdmin.Access;
using CrmAdmin.Http.OpenApi;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Access.Matrix;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Http.OpenApi;

namespace CrmAdmin.Tests.Access;

/// <summary>
/// Every operation of the served document × every role × every kind of credential × what is there, what is gone and what
/// never was. An operation without its row fails, and nothing that was refused has changed a byte of the database.
/// </summary>
public sealed class RoleMatrixTests(ApiConformanceTests.Fixture fixture) : IClassFixture<ApiConformanceTests.Fixture>
{
    private static readonly string[] Schemes = ["HmacSha256", "BearerToken", "Session", "ApiKeyAndSecret"];
    private readonly List<string> misfits = [];

    public static IEnumerable<object[]> Callers => Schemes.SelectMany(scheme => Enum.GetValues<Role>().Select(role => new object[] { scheme, role }));

    [Fact]
    public void Operations_OfTheDocument_AreThoseWithARow() =>
        Assert.Equal(AccessRows.All.Keys.Order(StringComparer.Ordinal), fixture.Operations().Select(Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Digest_OfTheDatabase_ChangesWithAWriteAndWithNothingElse()
    {
        await using var host = fixture.NewHost();
        var (owner, store) = (host.As(Role.Owner), host.Get<Store>());
        var entityId = await owner.EntityAsync();
        var before = await StoreDigest.OfAsync(store);
        await Making.Made(owner.PostJson("records/search/advanced", new { entityId }));
        Assert.Equal(before, await StoreDigest.OfAsync(store));

        await owner.RecordAsync(entityId, "a");

        Assert.NotEqual(before, await StoreDigest.OfAsync(store));
    }

    [Fact]
    public async Task Call_WithoutCredential_IsUnauthorizedEverywhereAndChangesNothing() => await CheckAsync("", null);

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Call_ByRoleAndCredential_IsAnsweredByItsRowAndARefusalChangesNothing(string scheme, Role role) => await CheckAsync(scheme, role);

    [Fact]
    public async Task Write_BySessionWithoutAntiforgeryToken_IsForbiddenAndChangesNothing()
    {
        await using var host = fixture.NewHost();
        using var client = await MatrixCaller.MakeAsync(host, "Session", Role.Owner);
        client.DefaultRequestHeaders.Remove("RequestVerificationToken");
        var objects = new MatrixObjects(fixture, host, _ => host.As(Role.Owner));
        foreach (var operation in fixture.Operations().Where(o => !o.StartsWith("GET", StringComparison.Ordinal) && AccessRows.All[Name(o)].Least is not null))
        {
            await SendAsync(host, client, objects, operation, Place.Own, _ => 403);
        }

        Assert.Equal([], misfits);
    }

    private async Task CheckAsync(string scheme, Role? role)
    {
        await using var host = fixture.NewHost();
        using var client = await MatrixCaller.MakeAsync(host, scheme, role);
        var objects = new MatrixObjects(fixture, host, call => role >= Role.Member && call.Schemes.Contains(scheme) ? client : host.As(Role.Owner));
        foreach (var operation in fixture.Operations())
        {
            foreach (var place in MatrixObjects.Of(new ApiCall(fixture, operation, new ApiWorld(host, operation), [])))
            {
                await SendAsync(host, client, objects, operation, place, call => Expected(call, place, scheme, role));
            }
        }

        Assert.Equal([], misfits);
    }

    /// <summary>Sends one call, and holds its answer against what is expected; 200 stands for whatever is no refusal of access.</summary>
    private async Task SendAsync(CrmHost host, HttpClient client, MatrixObjects objects, string operation, Place place, Func<ApiCall, int> expected)
    {
        var (call, path, body) = await objects.MakeAsync(operation, place);
        var before = await StoreDigest.OfAsync(host.Get<Store>());
        var answer = await call.SendAsync(path, body, client);
        var code = expected(call);
        if (code == 200 ? answer.Code is not (200 or 201 or 409) : answer.Code != code)
        {
            misfits.Add($"{operation} {place}: {answer.Code} in place of {code}: {answer.Body}");
        }

        if (answer.Code < 400)
        {
            await objects.DoneAsync(operation);
        }
        else if (before != await StoreDigest.OfAsync(host.Get<Store>()))
        {
            misfits.Add($"{operation} {place} was refused with {answer.Code} and changed something all the same");
        }
    }

    private static int Expected(ApiCall call, Place place, string scheme, Role? role)
    {
        var row = AccessRows.All[Name(call.Name)];
        if (row.Least is { } least && (role is null || !call.Schemes.Contains(scheme)))
        {
            return 401;
        }

        if (role < row.Least)
        {
            return 403;
        }

        return place switch
        {
            Place.Absent => row.Absent,
            Place.Gone when !MatrixObjects.IsOfAJob(call) || role < Role.Admin => row.Gone,
            _ => 200,
        };
    }

    private static string Name(string operation) => ApiDescriptions.Name(operation.Split(' ')[0], operation.Split(' ')[1]);
}
