namespace CrmAdmin.Exports.Writing;

/// <summary>Several texts in one cell: joined by «|»; inside a text «|» is written «\|» and «\» is written «\\».</summary>
internal sealed class ListText
{
    private byte[] joined = new byte[1024];
    private byte[] scratch = new byte[1024];

    /// <summary>The joined text of a stored JSON array. Good until the next call.</summary>
    public ReadOnlySpan<byte> Join(ReadOnlySpan<byte> json)
    {
        if (joined.Length < json.Length * 2)
        {
            joined = new byte[json.Length * 2];
            scratch = new byte[json.Length];
        }

        var length = 0;
        var list = new JsonList(json, scratch);
        for (var first = true; list.MoveNext(); first = false)
        {
            if (!first)
            {
                joined[length++] = (byte)'|';
            }

            length += Escape(list.Current, joined.AsSpan(length));
        }

        return joined.AsSpan(0, length);
    }

    private static int Escape(ReadOnlySpan<byte> text, Span<byte> target)
    {
        if (text.IndexOfAny((byte)'|', (byte)'\\') < 0)
        {
            text.CopyTo(target);
            return text.Length;
        }

        var length = 0;
        foreach (var b in text)
        {
            if (b is (byte)'|' or (byte)'\\')
            {
                target[length++] = (byte)'\\';
            }

            target[length++] = b;
        }

        return length;
    }
}
