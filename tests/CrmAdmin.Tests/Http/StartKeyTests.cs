using System.Text;
using CrmAdmin.Http;
using Microsoft.AspNetCore.DataProtection;

namespace CrmAdmin.Tests.Http;

public sealed class StartKeyTests
{
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes("홍길동 hong@example.com");
    private readonly StartKeys keys = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void Open_WhatWasSealed_GivesThePayload() => Assert.Equal(Payload, keys.Open("a", keys.Seal("a", Payload)));

    [Fact]
    public void Open_ForAnotherPurpose_IsRefused() => AssertRefused("b", keys.Seal("a", Payload));

    [Fact]
    public void Open_AnyOneCharacterAltered_IsRefused()
    {
        var sealedKey = keys.Seal("a", Payload);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= ";
        for (var at = 0; at < sealedKey.Length; at++)
        {
            foreach (var other in Alphabet.Where(c => c != sealedKey[at]))
            {
                AssertRefused("a", sealedKey[..at] + other + sealedKey[(at + 1)..]);
            }
        }
    }

    [Theory]
    [InlineData("{0}=")]
    [InlineData("{0}==")]
    [InlineData("{0} ")]
    [InlineData(" {0}")]
    [InlineData("{0}A")]
    [InlineData("{0}{0}")]
    [InlineData("")]
    [InlineData("%")]
    public void Open_OtherSpelling_IsRefused(string form) =>
        AssertRefused("a", form.Replace("{0}", keys.Seal("a", Payload), StringComparison.Ordinal));

    private void AssertRefused(string purpose, string startKey) =>
        Assert.Equal(ErrorCode.InvalidStartKey, Assert.Throws<CrmException>(() => keys.Open(purpose, startKey)).Code);
}
