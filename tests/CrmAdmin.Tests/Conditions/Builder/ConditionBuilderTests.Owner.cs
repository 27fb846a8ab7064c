using Bunit;

namespace CrmAdmin.Tests.Conditions.Builder;

/// <summary>The builder beside an owner that takes its time.</summary>
public sealed partial class ConditionBuilderTests
{
    [Fact]
    public void TypedValue_HandedOn_StandsWhileItsOwnerStillShowsWhatWasBefore()
    {
        var page = Open(NameHong);
        Input(page).Input("홍길");
        Rest();
        page.WaitForAssertion(() => Assert.Single(handedOn));
        page.Render(given => given.Add(b => b.Value, NameHong));
        Input(page).Input("홍길동");
        Rest();
        page.WaitForAssertion(() => Assert.Equal(2, handedOn.Count));

        foreach (var shown in handedOn.Prepend(NameHong).ToList())
        {
            page.Render(given => given.Add(b => b.Value, shown));
            Assert.Equal("홍길동", Input(page).GetAttribute("value"));
        }

        page.Render(given => given.Add(b => b.Value, NameHong));
        Assert.Equal("홍", Input(page).GetAttribute("value"));
    }
}
