using System.Buffers.Binary;
using System.Text;

namespace EdgeEcg.Records;

/// <summary>
/// Walks through the words of an annotation file. A steering word changes the annotation before it, so an
/// annotation is complete when the word after it is another annotation, a skip or the end.
/// </summary>
internal ref struct AnnotationDecoder(ReadOnlySpan<byte> file, string path)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _file = file;
    private int _at;
    private long _time;
    private byte _channel;
    private sbyte _number;

    /// <summary>The next annotation, its time in the file's own ticks; false at the end mark.</summary>
    public bool TryRead(out Annotation annotation)
    {
        annotation = default;
        int word = NextWord();
        while (word >> AnnotationWord.CodeShift == AnnotationWord.Skip)
        {
            _time = checked(_time + NextInterval());
            word = NextWord();
        }

        if (word == AnnotationWord.End)
        {
            RequireOnlyPadding();
            return false;
        }

        int code = word >> AnnotationWord.CodeShift;
        if (code > AnnotationCodes.Max)
        {
            throw Bad(_at - 2, $"annotation code {code}", $"0 to {AnnotationCodes.Max}");
        }

        _time += word & AnnotationWord.MaxInterval;
        annotation = ReadDetails(new Annotation(_time, (AnnotationCode)code));
        return true;
    }

    private Annotation ReadDetails(Annotation annotation)
    {
        int start = _at - 2;
        sbyte subtype = 0;
        string? aux = null;
        while (PeekCode() is > AnnotationWord.Skip and var code)
        {
            int value = NextWord() & AnnotationWord.MaxInterval;
            switch (code)
            {
                // Ten bits hold what is a byte in every program; as in WFDB the low eight count.
                case AnnotationWord.Number: _number = unchecked((sbyte)value); break;
                case AnnotationWord.Channel: _channel = unchecked((byte)value); break;
                case AnnotationWord.Subtype: subtype = unchecked((sbyte)value); break;
                default: aux = NextText(value); break;
            }
        }

        return annotation.SampleIndex >= 0
            ? annotation with { Subtype = subtype, Channel = _channel, Number = _number, Aux = aux }
            : throw Bad(start, $"an annotation at sample {annotation.SampleIndex}", "0 or later");
    }

    private readonly int PeekCode() =>
        _at + 1 < _file.Length ? _file[_at + 1] >> 2 : AnnotationWord.End;

    private int NextWord() => BinaryPrimitives.ReadUInt16LittleEndian(Next(2));

    private int NextInterval()
    {
        int high = NextWord();
        return unchecked((high << 16) | NextWord());
    }

    // Text is UTF-8 where it can be; older files hold Latin-1. Some count the zero that
    // ended the string in C.
    private string? NextText(int length)
    {
        if (length > AnnotationWord.MaxAuxBytes)
        {
            throw Bad(_at - 2, $"a text of {length} bytes", $"at most {AnnotationWord.MaxAuxBytes}");
        }

        ReadOnlySpan<byte> bytes = Next(length + (length % 2))[..length].TrimEnd((byte)0);
        try
        {
            return bytes.IsEmpty ? null : StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private ReadOnlySpan<byte> Next(int count)
    {
        if (count > _file.Length - _at)
        {
            throw Bad(_file.Length, "the end of the file", "more annotations or the end mark");
        }

        _at += count;
        return _file.Slice(_at - count, count);
    }

    // Some writers fill their last block with zeros; anything else behind the end mark is a damaged file.
    private readonly void RequireOnlyPadding()
    {
        int stray = _file[_at..].IndexOfAnyExcept((byte)0);
        if (stray >= 0)
        {
            throw Bad(_at + stray, "data after the end mark", "the end of the file");
        }
    }

    private readonly BadRecordException Bad(long offset, string found, string expected) =>
        BadRecordException.AtByte(path, offset, found, expected);
}
