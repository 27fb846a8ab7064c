using System.Data.Common;

namespace CrmAdmin.Bench.Plain;

/// <summary>A search on the plain table, by the form that proved fastest.</summary>
internal sealed class PlainSearch : IDisposable
{
    private const string Order = " order by dateCreated desc, id desc limit 51";
    private readonly DbCommand page;
    private readonly DbCommand count;

    /// <summary>Tries each form and keeps the fastest.</summary>
    public PlainSearch(PlainTable table, Search search)
    {
        var wheres = search.Wheres.Where(table.Knows).ToList();
        List<string> pages = [.. wheres.Select(where => $"select * from contact where {where}{Order}")];
        List<string> counts = [.. wheres.Select(where => $"select count(*) from contact where {where}")];
        page = Fastest(table, search.PageSql is null ? pages : [search.PageSql, .. pages]);
        count = Fastest(table, search.CountSql is null ? counts : [search.CountSql, .. counts]);
    }

    /// <summary>The page that was chosen, as SQL.</summary>
    public string Sql => page.CommandText;

    /// <summary>One row more than a page, as the program has to read it too.</summary>
    public List<object[]> Page() => PlainTable.Rows(page);

    /// <summary>How many rows match.</summary>
    public long Count() => (long)count.ExecuteScalar()!;

    /// <inheritdoc/>
    public void Dispose()
    {
        page.Dispose();
        count.Dispose();
    }

    private static DbCommand Fastest(PlainTable table, List<string> forms)
    {
        var tried = forms.Select(form => (Command: table.Command(form), Timing: new Timing())).ToList();
        foreach (var (command, timing) in tried)
        {
            PlainTable.Rows(command);
            for (var i = 0; tried.Count > 1 && i < 3; i++)
            {
                timing.Take(() => PlainTable.Rows(command));
            }
        }

        var ordered = tried.OrderBy(t => t.Timing.Median).Select(t => t.Command).ToList();
        ordered.Skip(1).ToList().ForEach(command => command.Dispose());
        return ordered[0];
    }
}
