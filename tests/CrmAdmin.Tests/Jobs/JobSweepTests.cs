using CrmAdmin.Jobs;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Records.Bulk;

namespace CrmAdmin.Tests.Jobs;

/// <summary>What the sweep brings to the scheduler.</summary>
public sealed class JobSweepTests(CrmHost host) : IClassFixture<CrmHost>
{
    [Fact]
    public async Task Due_LeaseThatLapsesBeforeTheNextLook_RunsAgainRightAfterIt()
    {
        var bulk = await BulkHost.StartAsync(host);
        var order = bulk.Order(BulkAct.Delete, 1);
        var dead = await bulk.HeldAsync(order, BulkHost.Ids([]), JobLimits.Sweep / 2);
        var alive = await bulk.HeldAsync(order, BulkHost.Ids([]));

        var due = (await host.Get<BulkWork>().DueAsync(default)).ToDictionary(job => job.JobId, job => job.NotBefore);

        Assert.Equal(dead.LeaseUntil!.Value + JobLimits.Lapsed, due[dead.JobId]!.Value, TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain(alive.JobId, due.Keys);
        Assert.True(JobLimits.Lease - JobLimits.IdleBeat > JobLimits.Sweep, "A lease is renewed before a sweep takes it for one that lapses.");
    }
}
