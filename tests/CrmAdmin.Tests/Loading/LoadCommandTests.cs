using System.Globalization;
using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Loading;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Loading;

public sealed class LoadCommandTests(CrmHost host) : IClassFixture<CrmHost>, IDisposable
{
    private const string Csv = """"
        name,email,grade,age,joined,interests,tags,dateCreated
        홍길동,hong@example.com,VIP,41,2026-01-02,golf;pets,b2c;new,2025-03-04T05:06:07.089Z
        "Smith, ""Jim""",,NORMAL,,,,,2024-01-01T00:00:00.000Z

        """";

    private readonly TempFolder folder = new();
    private readonly StringWriter errors = new();

    [Fact]
    public async Task Load_WithCreate_MakesEntityPropertiesAndRecords()
    {
        var code = await LoadAsync("made", Repeated(Csv, 6), "--create");

        Assert.Equal((LoadCommand.Done, ""), (code, errors.ToString()));
        var schema = (await host.Get<EntityCatalog>().FindBySlugAsync("made", default))!;
        Assert.Equal(
            ["email Email", "grade Dropdown", "age Number", "joined Date", "interests MultiCheckbox"],
            schema.Properties.Select(p => $"{p.Key} {p.FieldType}"));
        var records = await RecordsAsync(schema);
        Assert.Equal(12, records.Count);
        Assert.Equal("홍길동", records[0].Name);
        Assert.Equal(["b2c", "new"], records[0].Tags);
        Assert.Equal(new DateTime(2025, 3, 4, 5, 6, 7, 89, DateTimeKind.Utc), records[0].DateCreated);
        Assert.Equal(
            ["hong@example.com", "VIP", 41.0, new DateOnly(2026, 1, 2), (string[])["golf", "pets"]],
            schema.Properties.Select(p => records[0].Value(p)));
        Assert.Equal("Smith, \"Jim\"", records[^1].Name);
        Assert.Equal([schema.Properties[1].PropertyId], records[^1].Data.Keys);
    }

    [PostgresServerFact]
    public async Task Load_Done_LeavesNoEngineWithoutKnowledgeOfTheRecords()
    {
        await LoadAsync("known", Repeated(Csv, 6), "--create");

        var schema = (await host.Get<EntityCatalog>().FindBySlugAsync("known", default))!;
        var known = await host.Get<Store>().ReadAsync(
            db => db.Database.SqlQuery<float>($"SELECT reltuples AS \"Value\" FROM pg_class WHERE oid = {"r" + schema.Number}::regclass").SingleAsync(),
            default);
        Assert.Equal(12, known);
    }

    [Fact]
    public async Task Load_WithoutCreate_RefusesWhatIsMissing()
    {
        Assert.Equal(LoadCommand.Failed, await LoadAsync("absent", Csv));
        Assert.Contains("absent", errors.ToString(), StringComparison.Ordinal);
        Assert.Null(await host.Get<EntityCatalog>().FindBySlugAsync("absent", default));
    }

    [Fact]
    public async Task Load_BadRows_AreNamedByLineAndKeptApart()
    {
        await LoadAsync("kept", Repeated(Csv, 6), "--create");
        const string Rows = """
            name,email,age,grade
            "two
            lines",good@example.com,1,VIP
            bad,nobody,x,GOLD
            ,ok@example.com,2,VIP
            short,ok@example.com
            fine,,3,NORMAL
            """;

        var code = await LoadAsync("kept", Rows);

        Assert.Equal(LoadCommand.WithRejects, code);
        var schema = (await host.Get<EntityCatalog>().FindBySlugAsync("kept", default))!;
        Assert.Equal(14, (await RecordsAsync(schema)).Count);
        var rejects = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "kept.csv.rejects.csv"));
        Assert.Equal("Line,Column,Reason,name,email,age,grade", rejects[0]);
        Assert.Equal(["4,email", "5,name", "6,"], rejects[1..].Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.EndsWith(",bad,nobody,x,GOLD", rejects[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_Ndjson_GoesThroughTheRulesOfRest()
    {
        const string Rows = """
            {"name":"Ana","score":1.5,"code":"7","likes":["a","b"],"tags":["x"],"extra":null}
            {"name":"Bo","score":2,"likes":["b"]}

            {"name":"Cy","score":"three"}
            """;

        var code = await LoadAsync("json", Rows, "--create", extension: "ndjson");

        Assert.Equal(LoadCommand.WithRejects, code);
        var schema = (await host.Get<EntityCatalog>().FindBySlugAsync("json", default))!;
        Assert.Equal(
            ["score Text", "code Text", "likes MultiCheckbox", "extra Text"], schema.Properties.Select(p => $"{p.Key} {p.FieldType}"));
        Assert.Equal("Cy", Assert.Single(await RecordsAsync(schema)).Name);
        Assert.Contains("score", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WrongEncoding_LoadsNothing()
    {
        var cp949 = CodePagesEncodingProvider.Instance.GetEncoding(949)!;

        var code = await LoadAsync("cp949", cp949.GetBytes(Csv), "--create", "--encoding=utf-8");
        Assert.Equal(LoadCommand.Failed, code);
        Assert.Null(await host.Get<EntityCatalog>().FindBySlugAsync("cp949", default));

        Assert.Equal(LoadCommand.Done, await LoadAsync("cp949", cp949.GetBytes(Csv), "--create"));
    }

    [Fact]
    public void Split_CommandLine_LeavesTheProgramsSettings()
    {
        var (load, settings) = LoadArguments.Split(["load", "--entity", "x", "--create", "--Storage:Path", "/d", "--file=f.csv"]);

        Assert.Equal(["--entity=x", "--create", "--file=f.csv"], load);
        Assert.Equal(["--Storage:Path", "/d"], settings);
        Assert.Equal((null, 1), (LoadArguments.Split(["--urls=x"]).Load, LoadArguments.Split(["--urls=x"]).Settings.Length));
    }

    public void Dispose()
    {
        folder.Dispose();
        errors.Dispose();
    }

    private Task<int> LoadAsync(string entity, string text, string create = "", string extension = "csv") =>
        LoadAsync(entity, Encoding.UTF8.GetBytes(text), [create], extension);

    private Task<int> LoadAsync(string entity, byte[] bytes, params string[] more) => LoadAsync(entity, bytes, more, "csv");

    private async Task<int> LoadAsync(string entity, byte[] bytes, string[] more, string extension)
    {
        var path = Path.Combine(folder.Path, $"{entity}.{extension}");
        await File.WriteAllBytesAsync(path, bytes);
        string[] arguments = [$"--entity={entity}", $"--file={path}", .. more.Where(m => m.Length > 0)];
        return await LoadCommand.RunAsync(host.Services, arguments, TextWriter.Null, errors, CancellationToken.None);
    }

    private async Task<IReadOnlyList<CrmAdmin.Records.Record>> RecordsAsync(EntitySchema schema)
    {
        var page = await host.Get<SearchService>().PageAsync(
            CrmHost.Caller(Role.Admin), new RecordSelection(schema.EntityId), 200, null, CancellationToken.None);
        return page.Data;
    }

    /// <summary>The header once and the rows so often, so that choices come again.</summary>
    private static string Repeated(string csv, int times)
    {
        var (header, rows) = (csv[..(csv.IndexOf('\n', StringComparison.Ordinal) + 1)], csv[(csv.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        return string.Create(CultureInfo.InvariantCulture, $"{header}{string.Concat(Enumerable.Repeat(rows, times))}");
    }
}
