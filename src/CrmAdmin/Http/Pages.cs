using System.Text;

namespace CrmAdmin.Http;

/// <summary>Pages of short lists that are in memory as a whole.</summary>
internal static class Pages
{
    /// <summary>The page behind the cursor's item; a cursor whose item is gone starts behind where its id would stand.</summary>
    /// <param name="all">The list in its order.</param>
    /// <param name="id">An item's id.</param>
    /// <param name="list">Which page.</param>
    /// <param name="purpose">What the cursor is bound to.</param>
    /// <param name="startKeys">Seals the cursor.</param>
    public static ListPage<T> Of<T>(IEnumerable<T> all, Func<T, string> id, ListQuery list, string purpose, StartKeys startKeys)
    {
        var items = all.ToList();
        var first = 0;
        if (list.StartKey is not null)
        {
            var last = Encoding.UTF8.GetString(startKeys.Open(purpose, list.StartKey));
            var at = items.FindIndex(item => id(item) == last);
            first = at >= 0 ? at + 1 : items.TakeWhile(item => string.CompareOrdinal(id(item), last) < 0).Count();
        }

        var page = items.Skip(first).Take(list.Limit).ToList();
        var more = first + page.Count < items.Count;
        return new ListPage<T>(page, more ? startKeys.Seal(purpose, Encoding.UTF8.GetBytes(id(page[^1]))) : null);
    }
}
