using System.Globalization;
using System.Text;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// Lines of ASCII text that each end with their own checksum, <c>words crc32c</c>: a line that was torn by a
/// power cut or hit by a flipped bit is known for what it is, and the lines after it still hold.
/// </summary>
internal static class CheckedText
{
    private const int ChecksumDigits = 8;

    public static string Line(FormattableString words)
    {
        string text = words.ToString(CultureInfo.InvariantCulture);
        return $"{text} {Checksum32.Of(Encoding.ASCII.GetBytes(text)):x8}\n";
    }

    /// <summary>The words of each line that is whole, in order.</summary>
    /// <param name="content">Of the file.</param>
    /// <param name="damaged">Lines that are not; a torn last line is one.</param>
    public static List<string[]> Read(ReadOnlySpan<byte> content, out int damaged)
    {
        List<string[]> lines = [];
        damaged = 0;
        foreach (Range range in content.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = content[range];
            if (TryRead(line, out string[] words))
            {
                lines.Add(words);
            }
            else if (!line.IsEmpty)
            {
                damaged++;
            }
        }

        return lines;
    }

    private static bool TryRead(ReadOnlySpan<byte> line, out string[] words)
    {
        words = [];
        int end = line.Length - ChecksumDigits - 1;
        if (end <= 0 || line[end] != (byte)' ')
        {
            return false;
        }

        string digits = Encoding.ASCII.GetString(line[(end + 1)..]);
        bool whole = uint.TryParse(
            digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint promised)
            && promised == Checksum32.Of(line[..end]);
        words = whole ? Encoding.ASCII.GetString(line[..end]).Split(' ') : [];
        return whole;
    }
}
