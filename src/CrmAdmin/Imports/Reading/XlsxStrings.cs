using System.Text;
using System.Xml;
using CrmAdmin.Http;

namespace CrmAdmin.Imports.Reading;

/// <summary>
/// The shared texts of a workbook, by number. They lie in a file of their own while it is read, because there may be more of
/// them than memory; those last asked for are kept at hand.
/// </summary>
internal sealed class XlsxStrings : IDisposable
{
    private const int AtHand = 1 << 16;
    private const int LongestAtHand = 1024;
    private const int Most = 1 << 24;
    private readonly FileStream scratch;
    private readonly List<long> ends = [0];
    private readonly (int Number, string Text)[] recent = new (int, string)[AtHand];

    /// <summary>Reads them all. <see cref="InvalidDataException"/> where they are more than memory and disk are meant for.</summary>
    /// <param name="xml">The part that holds them; null for none.</param>
    /// <param name="scratchPath">Where their file may lie until this is disposed.</param>
    public XlsxStrings(XmlReader? xml, string scratchPath)
    {
        scratch = new FileStream(scratchPath, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20, FileOptions.DeleteOnClose);
        Array.Fill(recent, (-1, ""));
        while (xml?.Read() ?? false)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                scratch.Write(Encoding.UTF8.GetBytes(XlsxText.ReadRuns(xml)));
                ends.Add(scratch.Position);
                if (ends.Count > Most || scratch.Position > Limits.ImportSheetBytes)
                {
                    throw new InvalidDataException("The workbook has too many texts.");
                }
            }
        }

        scratch.Flush();
    }

    /// <summary>A text by its number; <see cref="InvalidDataException"/> where there is none.</summary>
    public string this[int number]
    {
        get
        {
            if (number < 0 || number + 1 >= ends.Count)
            {
                throw new InvalidDataException("A cell refers to a text that is not there.");
            }

            ref var slot = ref recent[number % AtHand];
            if (slot.Number == number)
            {
                return slot.Text;
            }

            var text = Read(number);
            if (text.Length <= LongestAtHand)
            {
                slot = (number, text);
            }

            return text;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => scratch.Dispose();

    private string Read(int number)
    {
        var bytes = new byte[ends[number + 1] - ends[number]];
        RandomAccess.Read(scratch.SafeFileHandle, bytes, ends[number]);
        return Encoding.UTF8.GetString(bytes);
    }
}
