using CrmAdmin.Search;

namespace CrmAdmin.Tests.Search;

public sealed class KeysetTests
{
    [Fact]
    public void From_ItsOwnBytes_KeepsEveryKeyOfItsKind()
    {
        object?[] keys = [1_782_583_644_091L, 0.5, 1e300, "홍길동", null];

        var read = Keyset.From(new Keyset(1, keys, "CRMRC1").ToBytes());

        Assert.Equal(keys, read.Keys);
        Assert.Equal((1, "CRMRC1"), (read.Now, read.RecordId));
    }
}
