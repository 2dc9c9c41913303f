using System.Text;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// The annotations of a segment, as many of them as are intact. Each piece that the index tells of is checked
/// and decoded by itself. What no line tells of (a damaged index, the last moments before a power cut) is
/// decoded until the first word that makes no sense.
/// </summary>
internal static class SegmentAnnotations
{
    private const int MaxBytes = 64 << 20;
    private const int EndMarkBytes = 2;

    /// <param name="files">Of the segment.</param>
    /// <param name="index">Of the segment.</param>
    /// <param name="damagedPieces">Pieces that could not be read, or not to their end.</param>
    public static List<Annotation> Read(SegmentFiles files, SegmentIndex index, out int damagedPieces)
    {
        List<Annotation> all = [];
        damagedPieces = 0;
        byte[] content = File.Exists(files.Annotations)
            ? RecordFile.ReadAll(files.Annotations, MaxBytes, "an annotation file")
            : [];
        int at = 0;
        foreach (IndexedAnnotations piece in index.Annotations)
        {
            if (piece.Offset > at && piece.Offset <= content.Length)
            {
                ReadOnlySpan<byte> untold = content.AsSpan(at..(int)piece.Offset);
                damagedPieces += Decode(untold, LastSample(all), files, all) ? 0 : 1;
            }

            bool there = piece.Offset + piece.Bytes <= content.Length;
            ReadOnlySpan<byte> bytes = there ? content.AsSpan((int)piece.Offset, piece.Bytes) : default;
            bool whole = there && Checksum32.Of(bytes) == piece.Checksum;
            damagedPieces += whole && Decode(bytes, piece.BaseSample, files, all) ? 0 : 1;
            at = there ? (int)piece.Offset + piece.Bytes : content.Length;
        }

        ReadOnlySpan<byte> rest = content.AsSpan(Math.Min(at, content.Length));
        bool onlyEndMark = !rest.ContainsAnyExcept((byte)0);
        damagedPieces += onlyEndMark || Decode(rest, LastSample(all), files, all) ? 0 : 1;
        return all;
    }

    private static long LastSample(List<Annotation> all) => all.Count == 0 ? 0 : all[^1].SampleIndex;

    // False where it does not end with a whole word; what comes before that is kept.
    private static bool Decode(
        ReadOnlySpan<byte> bytes, long baseSample, SegmentFiles files, List<Annotation> all)
    {
        AnnotationDecoder decoder = new([.. bytes, .. new byte[EndMarkBytes]], files.Annotations);
        try
        {
            while (decoder.TryRead(out Annotation annotation))
            {
                // What damage has made of a word may be nothing that could be written again.
                bool meant = annotation.Code is not AnnotationCode.None
                    && Encoding.UTF8.GetByteCount(annotation.Aux ?? "") <= AnnotationWord.MaxAuxBytes;
                if (meant)
                {
                    all.Add(annotation with { SampleIndex = annotation.SampleIndex + baseSample });
                }
            }

            return true;
        }
        catch (Exception e) when (e is BadRecordException or OverflowException)
        {
            return false;
        }
    }
}
