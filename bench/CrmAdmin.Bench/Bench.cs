using CrmAdmin.Bench.App;
using CrmAdmin.Bench.Plain;
using CrmAdmin.Demo;

namespace CrmAdmin.Bench;

/// <summary>Both sides of a run, over the same data.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Report">Takes the figures.</param>
/// <param name="Plain">The plain table.</param>
/// <param name="App">The program, running.</param>
/// <param name="Contacts">Its entity.</param>
internal sealed record Bench(BenchOptions Options, Report Report, PlainTable Plain, AppProcess App, ContactEntity Contacts)
{
    /// <summary>The records that both sides hold.</summary>
    public static IEnumerable<DemoContact> Data(int rows) => DemoContacts.Generate(rows, DemoContacts.Seed, BenchOptions.Now);

    /// <summary>Records that are not among them.</summary>
    public static IEnumerable<DemoContact> MoreData(int rows) => DemoContacts.Generate(rows, DemoContacts.Seed + 1, BenchOptions.Now);

    /// <summary>An e-mail address that one record has.</summary>
    public string SomeEmail() => Plain.Scalar<string>($"select email from contact where email is not null and id >= {Options.Rows / 2} limit 1");

    /// <summary>The plain row as a line that can be compared with an answer's.</summary>
    public static string Line(object[] row) => string.Join('|', Row.Columns.Select((column, i) =>
        column == "marketingOptIn" ? (row[i + 1] is 1L ? "true" : "false") : Row.Text(row[i + 1])));
}
