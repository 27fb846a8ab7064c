using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bunit;
using CrmAdmin.Exports;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Exports;

/// <summary>A file held against the manifest of an export.</summary>
public sealed class ExportFileCheckTests : BunitContext
{
    // Longer than what is read at a time.
    private readonly byte[] made = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"사람 {i},{i}\r\n")));

    public ExportFileCheckTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<Texts>();
    }

    [Fact]
    public void File_JustAsItWasMade_IsConfirmed() =>
        Assert.Equal("내보낸 파일과 같습니다: 사람.csv. 크기와 SHA-256이 모두 맞습니다.", Said(made, "success"));

    [Fact]
    public void File_WithOneByteChanged_IsNotTheOne()
    {
        var changed = made.ToArray();
        changed[^3] ^= 1;

        Assert.Equal("내보낸 파일이 아닙니다: 사람.csv. 크기는 같지만 내용이 바뀌었습니다.", Said(changed, "danger"));
    }

    [Fact]
    public void File_CutOff_IsNotTheOneAndSaysHowMuchIsMissing() =>
        Assert.Contains("1,234바이트가 모자랍니다", Said(made[..^1234], "danger"), StringComparison.Ordinal);

    [Fact]
    public void File_WithSomethingBehind_IsNotTheOneAndSaysHowMuch() =>
        Assert.Contains("2바이트가 더 있습니다", Said([.. made, 13, 10], "danger"), StringComparison.Ordinal);

    [Fact]
    public void File_AfterAWrongOne_IsHeardAnew()
    {
        var check = Shown();
        Upload(check, made[1..]);
        check.WaitForAssertion(() => Assert.NotEmpty(check.FindAll(".banner.danger")));

        Upload(check, made);

        check.WaitForAssertion(() => Assert.NotEmpty(check.FindAll(".banner.success")));
        Assert.Empty(check.FindAll(".banner.danger"));
    }

    private string Said(byte[] file, string tone)
    {
        var check = Shown();
        Upload(check, file);
        check.WaitForAssertion(() => Assert.NotEmpty(check.FindAll(".banner")));
        return check.Find($".banner.{tone}").TextContent.Trim();
    }

    private IRenderedComponent<ExportFileCheck> Shown() => Render<ExportFileCheck>(parameters => parameters
        .Add(p => p.Bytes, made.Length)
        .Add(p => p.Sha256, Convert.ToHexStringLower(SHA256.HashData(made))));

    private static void Upload(IRenderedComponent<ExportFileCheck> check, byte[] file) =>
        check.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(file, "사람.csv"));
}
