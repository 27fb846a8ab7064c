using CrmAdmin.Access;
using CrmAdmin.Records;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Records;

public sealed class RecordNamesTests(CrmHost host) : IClassFixture<CrmHost>
{
    [Fact]
    public async Task Find_RecordsOfSeveralEntities_NamesThoseThatAreLive()
    {
        var admin = host.As(Role.Admin);
        var (people, firms) = (await admin.EntityAsync(), await admin.EntityAsync());
        var hong = await admin.RecordAsync(people, "홍길동");
        var firm = await admin.RecordAsync(firms, "한빛상사");
        var gone = await admin.RecordAsync(firms, "라온유통");
        await Making.Made(admin.DeleteJson($"records/{gone}"));

        var found = await host.Get<RecordNames>().FindAsync(CrmHost.Caller(Role.Viewer), [hong, firm, gone, "CRMRC1no"], default);

        Assert.Equal([("한빛상사", firms), ("홍길동", people)], found.Values.Select(record => (record.Name, record.Schema.EntityId)).Order());
        Assert.Equal([hong, firm], found.Keys.Order(StringComparer.Ordinal));
    }
}
