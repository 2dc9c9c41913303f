using System.Buffers.Binary;
using System.Text;

namespace EdgeEcg.Records;

/// <summary>
/// Turns annotations, in order of time, into the words of an annotation file (WFDB annot(5)).
/// </summary>
internal sealed class AnnotationEncoder(Stream destination)
{
    private readonly byte[] _word = new byte[2];
    private Annotation _last;

    /// <exception cref="ArgumentException">Out of order, before sample 0, unknown code or too long a
    /// text.</exception>
    public void Write(Annotation annotation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(annotation.SampleIndex);
        ArgumentOutOfRangeException.ThrowIfLessThan(annotation.SampleIndex, _last.SampleIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)annotation.Code, AnnotationCodes.Max);
        byte[] aux = Encoding.UTF8.GetBytes(annotation.Aux ?? "");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            aux.Length, AnnotationWord.MaxAuxBytes, nameof(annotation.Aux));

        int interval = WriteSkips(annotation.SampleIndex - _last.SampleIndex, annotation.Code);
        WriteWord((int)annotation.Code, interval);
        WriteDetails(annotation, aux);
        _last = annotation;
    }

    public void End() => WriteWord(0, AnnotationWord.End);

    /// <returns>What is left for the word of the annotation itself.</returns>
    private int WriteSkips(long interval, AnnotationCode code)
    {
        long left = interval;
        while (left > int.MaxValue)
        {
            WriteSkip(int.MaxValue);
            left -= int.MaxValue;
        }

        // Code 0 at interval 0 would read as the end of the file: step back by one, then forward.
        int inWord = code is AnnotationCode.None ? 1 : left <= AnnotationWord.MaxInterval ? (int)left : 0;
        if (inWord != left)
        {
            WriteSkip((int)(left - inWord));
        }

        return inWord;
    }

    private void WriteDetails(Annotation annotation, byte[] aux)
    {
        if (annotation.Subtype != 0)
        {
            WriteWord(AnnotationWord.Subtype, annotation.Subtype);
        }

        if (annotation.Channel != _last.Channel)
        {
            WriteWord(AnnotationWord.Channel, annotation.Channel);
        }

        if (annotation.Number != _last.Number)
        {
            WriteWord(AnnotationWord.Number, annotation.Number);
        }

        if (aux.Length > 0)
        {
            WriteWord(AnnotationWord.Aux, aux.Length);
            destination.Write(aux);
            destination.Write(stackalloc byte[aux.Length % 2]);
        }
    }

    private void WriteSkip(int interval)
    {
        WriteWord(AnnotationWord.Skip, 0);
        WriteHalf((ushort)(interval >>> 16));
        WriteHalf((ushort)interval);
    }

    private void WriteWord(int code, int value) =>
        WriteHalf((ushort)((code << AnnotationWord.CodeShift) | (value & AnnotationWord.MaxInterval)));

    private void WriteHalf(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_word, value);
        destination.Write(_word);
    }
}
