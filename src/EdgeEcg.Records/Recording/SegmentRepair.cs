using System.Text;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// Completes a segment that a power cut left open: counts what is there, closes the annotations after the
/// last whole one, and puts count and checksums into header and index. The samples themselves are never
/// changed. Running it twice does the same as once.
/// </summary>
internal static class SegmentRepair
{
    /// <returns>The segment as it is then; null where it holds no sample, and was removed.</returns>
    /// <exception cref="IOException">The disk does not let it; nothing is worse than before.</exception>
    public static RecordedSegment? Run(IRecordingDisk disk, RecordedSegment segment, ClockLog clock)
    {
        SegmentFiles files = segment.Files;
        SegmentIndex index = segment.ReadIndex();
        int[] sums = new int[RecordingInfo.Channels];
        int[] initial = new int[RecordingInfo.Channels];
        bool any = false;
        long samples = SegmentSignals.Read(files, index, (codes, frames, _) =>
        {
            for (int i = 0; i < codes.Length; i++)
            {
                sums[i % sums.Length] = unchecked(sums[i % sums.Length] + codes[i]);
                initial[i % sums.Length] = any || i >= sums.Length ? initial[i % sums.Length] : codes[i];
            }

            any = true;
        });
        if (samples == 0)
        {
            foreach (string file in files.All)
            {
                disk.Delete(file);
            }

            return null;
        }

        CloseAnnotations(disk, files, index);
        CloseIndex(disk, files, segment.Start, index, samples);
        WfdbSignal[] signals = segment.Start.Info.Signals(files.Name + ".dat");
        for (int s = 0; s < signals.Length; s++)
        {
            signals[s] = signals[s] with { InitialCode = initial[s], Checksum = unchecked((short)sums[s]) };
        }

        disk.Replace(files.Header, SegmentHeader.Compose(
            files.Name, segment.Start, samples, signals, clock.TimeOf(segment.Start.TimestampNs)?.Time));
        return RecordedSegment.Open(files);
    }

    private static void CloseAnnotations(IRecordingDisk disk, SegmentFiles files, SegmentIndex index)
    {
        List<Annotation> annotations = SegmentAnnotations.Read(files, index, out int damaged);
        bool ended = File.Exists(files.Annotations) && damaged == 0 && EndsWithMark(files.Annotations);
        if (ended)
        {
            return;
        }

        using MemoryStream content = new();
        AnnotationEncoder encoder = new(content);
        long last = 0;
        foreach (Annotation annotation in annotations)
        {
            // After a damaged piece the order is not certain; the encoder wants it.
            last = Math.Max(last, annotation.SampleIndex);
            encoder.Write(annotation with { SampleIndex = last });
        }

        encoder.End();
        disk.Replace(files.Annotations, content.ToArray());
    }

    private static bool EndsWithMark(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        return content is [.., 0, 0];
    }

    // Lines that told of annotations as they lay before are gone with those, if they were rewritten.
    private static void CloseIndex(
        IRecordingDisk disk, SegmentFiles files, SegmentStart start, SegmentIndex index, long samples)
    {
        StringBuilder text = new(SegmentIndex.Line(start));
        foreach (IndexedBlock block in index.Blocks.Where(b => b.FirstFrame + b.Frames <= samples))
        {
            text.Append(SegmentIndex.Line(block));
        }

        byte[] annotations = File.ReadAllBytes(files.Annotations);
        text.Append(SegmentIndex.Line(new IndexedAnnotations(
            0, annotations.Length - 2, 0, Checksum32.Of(annotations.AsSpan(..^2)))));
        text.Append(SegmentIndex.EndLine(samples));
        disk.Replace(files.Index, Encoding.ASCII.GetBytes(text.ToString()));
    }
}
