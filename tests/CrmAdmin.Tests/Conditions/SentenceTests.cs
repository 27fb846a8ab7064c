using System.Collections;
using System.Globalization;
using System.Resources;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Conditions;

public sealed class SentenceTests
{
    private static readonly CultureInfo Korean = CultureInfo.GetCultureInfo("ko");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private const string Grade = """{"field":"data.grade","operator":"includes_any","value":["VIP","GOLD"]}""";
    private const string Name = """{"field":"name","operator":"contains","value":"홍"}""";
    private const string Order = """{"field":"data.lastOrder","operator":"in_last_days","value":30}""";
    private const string Email = """{"field":"data.email","operator":"is_empty"}""";

    [Theory]
    [InlineData("name", "equals", "\"홍길동\"", "이름이 '홍길동'인 고객", "Every 고객 where Name is “홍길동”")]
    [InlineData("data.grade", "equals", "\"vip\"", "등급이 VIP인 고객", "Every 고객 where 등급 is VIP")]
    [InlineData("data.grade", "not_equals", "\"GOLD\"", "등급이 GOLD가 아닌 고객", "Every 고객 where 등급 is not GOLD")]
    [InlineData("data.grade", "equals", "\"없음\"", "등급이 '없음'인 고객", "Every 고객 where 등급 is “없음”")]
    [InlineData("data.memo", "contains", "\"환불\"", "메모에 '환불'이 들어가는 고객", "Every 고객 where 메모 contains “환불”")]
    [InlineData("data.memo", "not_contains", "\"취소\"", "메모에 '취소'가 들어가지 않는 고객", "Every 고객 where 메모 does not contain “취소”")]
    [InlineData("name", "starts_with", "\"서울\"", "이름이 '서울'로 시작하는 고객", "Every 고객 where Name starts with “서울”")]
    [InlineData("name", "ends_with", "\"동\"", "이름이 '동'으로 끝나는 고객", "Every 고객 where Name ends with “동”")]
    [InlineData("data.email", "is_empty", "null", "이메일이 비어 있는 고객", "Every 고객 where 이메일 is empty")]
    [InlineData("data.papers", "is_not_empty", "null", "서류가 비어 있지 않은 고객", "Every 고객 where 서류 is not empty")]
    [InlineData("data.amount", "greater_than", "1234567.5", "구매액이 1,234,567.5보다 큰 고객", "Every 고객 where 구매액 is greater than 1,234,567.5")]
    [InlineData("data.amount", "less_than", "-1", "구매액이 -1보다 작은 고객", "Every 고객 where 구매액 is less than -1")]
    [InlineData("data.amount", "greater_or_equal", "0", "구매액이 0 이상인 고객", "Every 고객 where 구매액 is at least 0")]
    [InlineData("data.amount", "between", "[1,2]", "구매액이 1 이상 2 이하인 고객", "Every 고객 where 구매액 is between 1 and 2")]
    [InlineData("data.agreed", "equals", "true", "수신 동의가 '예'인 고객", "Every 고객 where 수신 동의 is yes")]
    [InlineData("data.birthday", "greater_than", "\"2000-01-02\"", "생일이 2000년 1월 2일보다 늦은 고객", "Every 고객 where 생일 is later than January 2, 2000")]
    [InlineData("data.birthday", "less_or_equal", "\"2000-01-02\"", "생일이 2000년 1월 2일 이전인 고객", "Every 고객 where 생일 is on or before January 2, 2000")]
    [InlineData("data.birthday", "before", "\"2000-01-02\"", "생일이 2000년 1월 2일보다 앞인 고객", "Every 고객 where 생일 is before January 2, 2000")]
    [InlineData("data.birthday", "between", "[\"2000-01-01\",\"2000-12-31\"]", "생일이 2000년 1월 1일부터 2000년 12월 31일까지인 고객", "Every 고객 where 생일 is from January 1, 2000 to December 31, 2000")]
    [InlineData("data.lastOrder", "after", "\"2026-11-20T06:05:00Z\"", "최근 주문이 2026년 11월 20일 오후 3:05보다 뒤인 고객", "Every 고객 where 최근 주문 is after November 20, 2026 3:05 PM")]
    [InlineData("data.lastOrder", "in_next_days", "1", "최근 주문이 앞으로 1일 이내인 고객", "Every 고객 where 최근 주문 is in the next 1 day")]
    [InlineData("data.lastOrder", "in_last_minutes", "90", "최근 주문이 지난 90분 이내인 고객", "Every 고객 where 최근 주문 is in the last 90 minutes")]
    [InlineData("dateCreated", "this_year", "null", "생성일시가 올해인 고객", "Every 고객 where Created is in this year")]
    [InlineData("tags", "includes", "\"VIP\"", "태그에 'VIP'가 있는 고객", "Every 고객 where Tags includes “VIP”")]
    [InlineData("tags", "includes_all", "[\"신규\",\"단골\"]", "태그에 '신규'와 '단골'이 모두 있는 고객", "Every 고객 where Tags includes all of “신규” and “단골”")]
    [InlineData("tags", "excludes", "[\"a\",\"b\"]", "태그에 'a', 'b' 중 어느 것도 없는 고객", "Every 고객 where Tags includes none of “a” or “b”")]
    [InlineData("data.grade", "excludes", "\"실버\"", "등급이 실버가 아닌 고객", "Every 고객 where 등급 is not 실버")]
    [InlineData("data.hobbies", "includes_any", "[\"골프\",\"등산\"]", "취미에 골프 또는 등산이 있는 고객", "Every 고객 where 취미 includes 골프 or 등산")]
    [InlineData("tags", "includes_any", "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\"]", "태그에 '1', '2', '3', '4', '5' 외 2개 중 하나가 있는 고객", "Every 고객 where Tags includes “1”, “2”, “3”, “4”, “5” or 2 more")]
    public void Of_OneCondition_IsPlainLanguage(string field, string name, string value, string korean, string english)
    {
        var tree = Contact.ReadOne(field, name, value).OrThrow();
        Assert.Equal(korean, Say(tree, Korean));
        Assert.Equal(english, Say(tree, English));
    }

    [Theory]
    [InlineData($$"""{"operator":"AND","conditions":[{{Grade}},{"operator":"OR","conditions":[{{Name}},{{Order}}]}]}""",
        "등급이 VIP 또는 GOLD이고, 이름에 '홍'이 들어가거나 최근 주문이 지난 30일 이내인 고객",
        "Every 고객 where 등급 is VIP or GOLD, and Name contains “홍” or 최근 주문 is in the last 30 days")]
    [InlineData($$"""{"operator":"OR","conditions":[{"operator":"AND","conditions":[{{Name}},{{Email}}]},{{Order}}]}""",
        "이름에 '홍'이 들어가고 이메일이 비어 있거나, 최근 주문이 지난 30일 이내인 고객",
        "Every 고객 where Name contains “홍” and 이메일 is empty, or 최근 주문 is in the last 30 days")]
    [InlineData($$"""{"operator":"AND","conditions":[{"operator":"AND","conditions":[{{Name}}]},{{Email}},{"operator":"OR","conditions":[]}]}""",
        "이름에 '홍'이 들어가고 이메일이 비어 있는 고객",
        "Every 고객 where Name contains “홍” and 이메일 is empty")]
    [InlineData($$"""{"operator":"AND","conditions":[{{Email}},{"operator":"OR","conditions":[{{Name}},{"operator":"AND","conditions":[{{Order}},{{Grade}}]}]}]}""",
        "이메일이 비어 있고, 이름에 '홍'이 들어가거나 (최근 주문이 지난 30일 이내이고 등급이 VIP 또는 GOLD인) 고객",
        "Every 고객 where 이메일 is empty, and Name contains “홍” or (최근 주문 is in the last 30 days and 등급 is VIP or GOLD)")]
    [InlineData("""{"operator":"OR","conditions":[]}""", "모든 고객", "Every 고객")]
    [InlineData($$"""{"operator":"OR","conditions":[{{Name}},{"operator":"AND","conditions":[]}]}""", "모든 고객", "Every 고객")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"segmentId","operator":"includes","value":"A"},{"field":"name","operator":"contains","value":"[이/가]|{0}"}]}""",
        "세그먼트 '세그먼트 A'에 속하고 이름에 '[이/가]|{0}'이 들어가는 고객",
        "Every 고객 where the record is in segment “세그먼트 A” and Name contains “[이/가]|{0}”")]
    public void Of_Tree_IsOneSentence(string json, string korean, string english)
    {
        var tree = Contact.Read(json, new() { ["A"] = """{"operator":"AND","conditions":[]}""" }).OrThrow();
        Assert.Equal(korean, Say(tree, Korean));
        Assert.Equal(english, Say(tree, English));
    }

    [Fact]
    public void Of_AHiddenField_IsMarked()
    {
        var hidden = new EntitySchema(
            Contact.Schema.EntityId, 1, "고객", "contact", null, [.. Contact.Schema.Properties.Select(p => p.Key == "grade" ? p with { IsHidden = true } : p)]);
        var tree = ConditionReader.Read(
            Contact.Json($$"""{"operator":"AND","conditions":[{{Grade}},{{Email}}]}"""), "", ConditionScope.WithoutSegments(hidden, Contact.Seoul)).OrThrow();

        Assert.Equal("등급 (숨김)이 VIP 또는 GOLD이고 이메일이 비어 있는 고객", Say(tree, Korean));
        Assert.Equal("Every 고객 where 등급 (hidden) is VIP or GOLD and 이메일 is empty", Say(tree, English));
    }

    [Theory]
    [InlineData("홍길동", "이")]
    [InlineData("이서연 대리", "가")]
    [InlineData("'홍'", "이")]
    [InlineData("VIP", "가")]
    [InlineData("URL", "이")]
    [InlineData("email", "이")]
    [InlineData("Phone", "이")]
    [InlineData("server", "가")]
    [InlineData("Facebook", "이")]
    [InlineData("gold", "가")]
    [InlineData("7", "이")]
    [InlineData("2", "가")]
    [InlineData("1,000", "이")]
    [InlineData("50%", "가")]
    [InlineData("ペン", "이")]
    [InlineData("金", "이(가)")]
    [InlineData("", "이(가)")]
    public void Choose_Particle_FollowsTheSound(string word, string expected) => Assert.Equal(expected, Particles.Choose(word, "이", "가"));

    [Theory]
    [InlineData("서울", "로")]
    [InlineData("부산", "으로")]
    [InlineData("제주", "로")]
    [InlineData("7", "로")]
    [InlineData("3", "으로")]
    public void Choose_Euro_SparesRieul(string word, string expected) => Assert.Equal(expected, Particles.Choose(word, "으로", "로"));

    [Theory]
    [InlineData("dateCreated", "this_week", "null", "11/16 월 – 11/22 일, KST", "Mon 11/16 – Sun 11/22, KST")]
    [InlineData("data.birthday", "in_last_days", "365", "2025/11/20 목 – 2026/11/20 금, KST", "Thu 11/20/2025 – Fri 11/20/2026, KST")]
    [InlineData("dateCreated", "in_last_days", "7", "11/13 금 오후 6:30 – 11/20 금 오후 6:30, KST", "Fri 11/13 6:30 PM – Fri 11/20 6:30 PM, KST")]
    [InlineData("data.birthday", "this_month", "null", "11/1 일 – 11/30 월, KST", "Sun 11/1 – Mon 11/30, KST")]
    [InlineData("data.birthday", "is_empty", "null", null, null)]
    public void ResolvedRange_Relative_IsTheStretchToday(string field, string name, string value, string? korean, string? english)
    {
        var condition = (Condition)Contact.ReadOne(field, name, value).OrThrow().Children[0];
        Assert.Equal(korean, Plain(ResolvedRange.Of(condition, Korean, Contact.Clock)));
        Assert.Equal(english, Plain(ResolvedRange.Of(condition, English, Contact.Clock)));
    }

    [Fact]
    public void ResolvedRange_OnTwoLines_EndsTheFirstBetweenTheDates()
    {
        var condition = (Condition)Contact.ReadOne("dateCreated", "in_last_days", "7").OrThrow().Children[0];
        Assert.Equal(["Fri\u00A011/13\u00A06:30\u00A0PM\u00A0–", "Fri\u00A011/20\u00A06:30\u00A0PM,\u00A0KST"], ResolvedRange.Of(condition, English, Contact.Clock)!.Split(' '));
    }

    [Theory]
    [InlineData("America/New_York", "11/16 월 – 11/22 일, UTC-05:00")]
    [InlineData("Asia/Kathmandu", "11/16 월 – 11/22 일, UTC+05:45")]
    public void ResolvedRange_OtherZones_ShowTheirOffset(string zone, string expected)
    {
        var condition = (Condition)Contact.ReadOne("dateCreated", "this_week", "null").OrThrow().Children[0];
        var clock = Contact.Clock with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        Assert.Equal(expected, Plain(ResolvedRange.Of(condition, Korean, clock)));
    }

    [Fact]
    public void Of_RandomTrees_IsAlwaysSaid()
    {
        var random = new Random(11);
        var schema = SampleSchema.Next(random);
        var times = new SampleTimes(random, Contact.Clock);
        var records = new SampleRecords(random, schema, times);
        List<SampleRecord> some = [.. Enumerable.Range(0, 20).Select(_ => records.Next())];
        var trees = new SampleTrees(random, schema, some, times);
        for (var i = 0; i < 1000; i++)
        {
            var tree = ConditionReader.Read(Contact.Json(trees.Next().ToJsonString()), "", ConditionScope.WithoutSegments(schema, Contact.Seoul)).OrThrow();
            Assert.EndsWith("고객", Sentence.Of(tree, schema, Korean, Contact.Clock), StringComparison.Ordinal);
            Assert.StartsWith("Every 고객", Sentence.Of(tree, schema, English, Contact.Clock), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Texts_BothLanguages_HaveTheSameEntriesAndEveryOperatorItsLabel()
    {
        var texts = new ResourceManager("CrmAdmin.Conditions.Texts", typeof(Operators).Assembly);
        var korean = Keys(texts, CultureInfo.InvariantCulture);
        Assert.Equal(korean, Keys(texts, English));
        Assert.Empty(Operators.All.Select(row => row.LabelKey["Conditions.".Length..]).Except(korean));
    }

    private static string? Plain(string? range) => range?.Replace('\u00A0', ' ');

    private static string Say(Group tree, CultureInfo culture) => Sentence.Of(tree, Contact.Schema, culture, Contact.Clock);

    private static List<string> Keys(ResourceManager texts, CultureInfo culture) =>
        [.. texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal)];
}
