using System.Globalization;
using EdgeEcg.Core;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// The index beside a segment: what was written when, with checksums, so that damage is found, and found to
/// be in these seconds and no others. Lines of <see cref="CheckedText"/>, appended after what they tell of:
/// <code>
/// S device boot test rate uV/code uV/code first_sample timestamp_ns     the segment, first line
/// B first_frame frames timestamp_ns crc32c                              a block of samples
/// A offset bytes base_sample crc32c                                     a piece of the annotations
/// E frames                                                              complete
/// </code>
/// </summary>
/// <param name="Start">Null where that line is damaged.</param>
/// <param name="Blocks">In order.</param>
/// <param name="Annotations">In order.</param>
/// <param name="CompleteFrames">Null while the segment is open, or was left so by a power cut.</param>
/// <param name="DamagedLines">Lines that cannot be trusted.</param>
public sealed record SegmentIndex(
    SegmentStart? Start,
    IReadOnlyList<IndexedBlock> Blocks,
    IReadOnlyList<IndexedAnnotations> Annotations,
    long? CompleteFrames,
    int DamagedLines)
{
    private const int MaxBytes = 16 << 20;

    public static SegmentIndex Empty { get; } = new(null, [], [], null, 0);

    /// <summary>One past the last frame that a block tells of.</summary>
    public long IndexedFrames => Blocks.Count == 0 ? 0 : Blocks[^1].FirstFrame + Blocks[^1].Frames;

    /// <summary>Empty where there is no such file.</summary>
    public static SegmentIndex Read(string path)
    {
        if (!File.Exists(path))
        {
            return Empty;
        }

        List<string[]> lines =
            CheckedText.Read(RecordFile.ReadAll(path, MaxBytes, "an index"), out int damaged);
        SegmentStart? start = null;
        long? complete = null;
        List<IndexedBlock> blocks = [];
        List<IndexedAnnotations> annotations = [];
        foreach (string[] words in lines)
        {
            switch (words)
            {
                case ["S", .. { Length: 8 } said]:
                    start = StartOf(said);
                    break;
                case ["B", var first, var frames, var at, var checksum]:
                    blocks.Add(new(Whole(first), Whole(frames), Whole(at), Hex(checksum)));
                    break;
                case ["A", var offset, var bytes, var from, var checksum]:
                    annotations.Add(new(Whole(offset), (int)Whole(bytes), Whole(from), Hex(checksum)));
                    break;
                case ["E", var frames]:
                    complete = Whole(frames);
                    break;
                default:
                    damaged++;
                    break;
            }
        }

        return new SegmentIndex(start, blocks, annotations, complete, damaged);
    }

    public static string Line(SegmentStart start)
    {
        RecordingInfo info = start.Info;
        string scales = string.Create(
            CultureInfo.InvariantCulture,
            $"{info.Channel1MicrovoltsPerCode:R} {info.Channel2MicrovoltsPerCode:R}");
        string run = $"{info.Device} {info.Boot} {(info.Test ? 1 : 0)}";
        return CheckedText.Line(
            $"S {run} {info.Rate.Hz:R} {scales} {start.FirstSample} {start.TimestampNs}");
    }

    public static string Line(in IndexedBlock block) => CheckedText.Line(
        $"B {block.FirstFrame} {block.Frames} {block.TimestampNs} {block.Checksum:x8}");

    public static string Line(in IndexedAnnotations piece) => CheckedText.Line(
        $"A {piece.Offset} {piece.Bytes} {piece.BaseSample} {piece.Checksum:x8}");

    public static string EndLine(long frames) => CheckedText.Line($"E {frames}");

    private static SegmentStart StartOf(string[] said) => new(
        new RecordingInfo(
            said[0], said[1], said[2] == "1", new SampleRate(Real(said[3])), Real(said[4]), Real(said[5])),
        Whole(said[6]),
        Whole(said[7]));

    // Each line was vouched for by its checksum, so these numbers are as they were written.
    private static long Whole(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    private static double Real(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static uint Hex(string word) =>
        uint.Parse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
