using CrmAdmin.Entities;
using CrmAdmin.Jobs;
using CrmAdmin.Records.Bulk;
using CrmAdmin.Records.Editing;
using CrmAdmin.Records.Grid;
using CrmAdmin.Records.Grid.Views;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Trash;

namespace CrmAdmin.Records;

/// <summary>Registers records, their search and their trash.</summary>
public static class RecordsFeature
{
    /// <summary>Adds the services of records.</summary>
    public static IServiceCollection AddRecords(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(TrashOptions.From(configuration))
        .AddSingleton<Ids>()
        .AddSingleton<RecordFinder>()
        .AddSingleton<RecordNames>()
        .AddSingleton<RecordService>()
        .AddSingleton<RecordDetails>()
        .AddSingleton<SelectionReader>()
        .AddSingleton(SearchTuning.Measured)
        .AddSingleton<OrderIndexes>()
        .AddHostedService(services => services.GetRequiredService<OrderIndexes>())
        .AddSingleton<SearchService>()
        .AddSingleton<ExplainService>()
        .AddSingleton<RecordTagging>()
        .AddSingleton<GridMemory>()
        .AddSingleton<GridViews>()
        .AddSingleton<IEntityAttachment, GridViewAttachment>()
        .AddSingleton<ChosenRecords>()
        .AddSingleton<BulkSources>()
        .AddSingleton<GoingAlong>()
        .AddSingleton<BulkChunks>()
        .AddSingleton<BulkRuns>()
        .AddLongWork<BulkWork>()
        .AddScoped<RecordListings>()
        .AddScoped<RecordEdits>()
        .AddSingleton(RecordNavigation.Lines)
        .AddSingleton<RecordCounts>()
        .AddSingleton(RecordNavigation.Counts)
        .AddSingleton(RecordNavigation.Search)
        .AddSingleton<TrashService>()
        .AddSingleton<TrashList>()
        .AddSingleton<TrashForecast>()
        .AddSingleton<TrashAttachments>()
        .AddScoped<TrashListings>()
        .AddSingleton(new NavEntry(80, "Trash.Title", RecordNavigation.Trash, "trash"))
        .AddHostedService<TrashCollector>();

    /// <summary>Brings the tables' indexes up to this version and carries the ids on from those that are stored; before any write.</summary>
    public static async Task PrepareRecordsAsync(this IServiceProvider services, CancellationToken ct)
    {
        var store = services.GetRequiredService<Store>();
        foreach (var schema in await services.GetRequiredService<EntityCatalog>().AllAsync(ct))
        {
            await RecordIndexes.RenewAsync(store, schema, ct);
        }

        await services.GetRequiredService<RecordFinder>().ResumeIdsAsync(services.GetRequiredService<Ids>(), ct);
    }
}
