using System.Globalization;
using EdgeEcg.Core;

namespace EdgeEcg.Records;

/// <summary>
/// Annotation files in the MIT format (WFDB annot(5)): whole lists, in order of time. The older AHA format is
/// refused.
/// </summary>
public static class AnnotationFile
{
    // Ten days of beats and as much text again; more is not an annotation file.
    private const int MaxBytes = 64 << 20;

    // A note that WFDB programs put first where the file's ticks are not the record's samples.
    private const string ResolutionNote = "## time resolution:";

    /// <summary>Sample indexes as they stand in the file.</summary>
    /// <exception cref="BadRecordException">Missing, cut short, out of order, or in ticks of its
    /// own.</exception>
    public static IReadOnlyList<Annotation> Read(string path)
    {
        List<Annotation> annotations = Decode(path, out double? ticksPerSecond);
        return ticksPerSecond is null
            ? annotations
            : throw BadRecordException.InFile(
                path, $"times in ticks of {ticksPerSecond} Hz", "times in samples of the record");
    }

    /// <summary>
    /// As <see cref="Read(string)"/>; a file that counts in ticks of its own is converted to samples.
    /// </summary>
    /// <inheritdoc cref="Read(string)"/>
    public static IReadOnlyList<Annotation> Read(string path, SampleRate rate)
    {
        List<Annotation> annotations = Decode(path, out double? ticksPerSecond);
        double samplesPerTick = rate.Hz / (ticksPerSecond ?? rate.Hz);
        return samplesPerTick == 1
            ? annotations
            : [.. annotations.Select(a => a with { SampleIndex = Nearest(a.SampleIndex * samplesPerTick) })];
    }

    /// <summary>
    /// Writes annotations that are in order of time. A reader finds the old file or the whole new one.
    /// </summary>
    /// <exception cref="ArgumentException">One is out of order or cannot be written.</exception>
    public static void Write(string path, IEnumerable<Annotation> annotations)
    {
        using MemoryStream content = new();
        AnnotationEncoder encoder = new(content);
        foreach (Annotation annotation in annotations)
        {
            encoder.Write(annotation);
        }

        encoder.End();
        AtomicFile.Write(path, content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    private static List<Annotation> Decode(string path, out double? ticksPerSecond)
    {
        byte[] file = RecordFile.ReadAll(path, MaxBytes, "an annotation file");
        RequireMitFormat(path, file);
        ticksPerSecond = null;
        AnnotationDecoder decoder = new(file, path);
        List<Annotation> annotations = [];
        long lastIndex = 0;
        while (decoder.TryRead(out Annotation annotation))
        {
            if (annotation.SampleIndex < lastIndex)
            {
                throw BadRecordException.InFile(
                    path, $"sample {annotation.SampleIndex} after {lastIndex}", "an order of time");
            }

            lastIndex = annotation.SampleIndex;
            if (IsResolutionNote(annotation))
            {
                ticksPerSecond = ParseResolution(path, annotation.Aux!);
            }
            else
            {
                annotations.Add(annotation);
            }
        }

        return annotations;
    }

    // An AHA file starts with a zero byte and the letter of a beat; WFDB programs tell it by that, too.
    private static void RequireMitFormat(string path, byte[] file)
    {
        if (file.Length >= 2 && file[0] == 0 && "EFNOPQRUV".Contains((char)file[1], StringComparison.Ordinal))
        {
            throw BadRecordException.AtByte(path, 0, "annotations in the AHA format", "the MIT format");
        }
    }

    private static bool IsResolutionNote(Annotation annotation) =>
        annotation is { SampleIndex: 0, Code: AnnotationCode.Note, Aux: { } aux }
        && aux.StartsWith(ResolutionNote, StringComparison.Ordinal);

    private static double ParseResolution(string path, string note)
    {
        bool isNumber = double.TryParse(
            note[ResolutionNote.Length..], NumberStyles.Float, CultureInfo.InvariantCulture, out double hz);
        return isNumber && hz > 0 && double.IsFinite(hz)
            ? hz
            : throw BadRecordException.InFile(
                path, BadRecordException.Quote(note), "a time resolution in Hz");
    }

    private static long Nearest(double samples) => (long)Math.Floor(samples + 0.5);
}
