using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Access;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("홍길동", "홍**")]
    [InlineData("a@b.example", "a**********")]
    [InlineData("😀ab", "😀**")]
    [InlineData("x", "x")]
    public void Mask_Text_KeepsItsFirstCharacter(string text, string expected) => Assert.Equal(expected, Masking.Mask(text));

    [Theory]
    [InlineData(FieldType.Number, 1.5)]
    [InlineData(FieldType.Boolean, true)]
    [InlineData(FieldType.Dropdown, "VIP")]
    public void Apply_OtherKinds_ShowNothing(FieldType kind, object value)
    {
        Assert.Equal("***", Masking.Apply(value, Masked(kind), CrmHost.Caller(Role.Member)));
        Assert.Equal(value, Masking.Apply(value, Masked(kind), CrmHost.Caller(Role.Admin)));
        Assert.Equal(value, Masking.Apply(value, Masked(kind) with { IsMasked = false }, CrmHost.Caller(Role.Member)));
        Assert.Null(Masking.Apply(null, Masked(kind), CrmHost.Caller(Role.Member)));
    }

    [Fact]
    public void Apply_Files_ShowsNone() =>
        Assert.Equal([], Assert.IsType<string[]>(Masking.Apply(new[] { "CRMFL1" }, Masked(FieldType.File), CrmHost.Caller(Role.Viewer))));

    [Theory]
    [InlineData(FieldType.Text, "홍길동", "\"홍**\"", true)]
    [InlineData(FieldType.Text, "홍길동", "\"홍길동\"", false)]
    [InlineData(FieldType.Text, "홍길동", "null", false)]
    [InlineData(FieldType.Dropdown, "VIP", "\"***\"", true)]
    [InlineData(FieldType.Dropdown, "VIP", "\"GOLD\"", false)]
    [InlineData(FieldType.Text, null, "\"\"", false)]
    public void IsWrittenBack_OwnMask_ChangesNothing(FieldType kind, object? stored, string given, bool expected)
    {
        var value = JsonSerializer.Deserialize<JsonElement>(given);

        Assert.Equal(expected, Masking.IsWrittenBack(Masked(kind), stored, value, CrmHost.Caller(Role.Member)));
        Assert.False(Masking.IsWrittenBack(Masked(kind), stored, value, CrmHost.Caller(Role.Admin)));
    }

    [Fact]
    public void Demand_MaskedField_IsForbiddenBelowAdminAndNamed()
    {
        var refusal = Assert.Throws<CrmException>(() => Masking.Demand([Masked(FieldType.Text)], CrmHost.Caller(Role.Member)));

        Assert.Equal((ErrorCode.Forbidden, "secret"), (refusal.Code, refusal.Args[0]));
        Masking.Demand([Masked(FieldType.Text)], CrmHost.Caller(Role.Admin));
    }

    private static Property Masked(FieldType kind) => new("CRMPP1", 1, "secret", "Secret", kind, [], IsMasked: true);
}
