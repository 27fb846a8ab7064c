using System.Globalization;
using CrmAdmin.Http;
using CrmAdmin.Jobs;

namespace CrmAdmin.Tests.Jobs;

public sealed class JobFailureTests
{
    private static readonly CultureInfo Korean = CultureInfo.GetCultureInfo("ko");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Fact]
    public void Failure_ThatWasKept_IsSaidInAnyLanguageAsTheRefusalItself()
    {
        CrmException[] refusals =
        [
            CrmException.NotFound("CRMET1"),
            CrmException.Invalid("conditionGroup", "Conditions.TooManyChildren", 50),
            new(ErrorCode.ServiceUnavailable, "Http.StorageFull"),
        ];
        foreach (var refusal in refusals)
        {
            var kept = JobFailure.Of(refusal, "Exports.Fault").Keep();
            var (key, args) = refusal.Details is [var first, ..] ? (first.Key, first.Args) : (refusal.Key, refusal.Args);

            Assert.Equal(CrmAdmin.Shell.Texts.Get(key, Korean, args), JobFailure.Say(kept, Korean));
            Assert.Equal(CrmAdmin.Shell.Texts.Get(key, English, args), JobFailure.Say(kept, English));
        }
    }

    [Fact]
    public void Numbers_StayNumbers_AndTheRestIsText()
    {
        var kept = new JobFailure("Conditions.Sentence", ["a", 1, 2L, 1.5, DayOfWeek.Monday, null]).Keep();

        Assert.Equal("""{"key":"Conditions.Sentence","args":["a",1,2,1.5,"Monday",null]}""", kept);
    }

    [Fact]
    public void Failure_KeptInWords_IsSaidAsItIs() => Assert.Equal("오류가 발생했습니다.", JobFailure.Say("오류가 발생했습니다.", English));
}
