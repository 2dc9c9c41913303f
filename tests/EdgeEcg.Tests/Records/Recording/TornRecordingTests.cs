using EdgeEcg.Records;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Tests.Records.Recording;

/// <summary>
/// A recording whose files are cut short and whose bits are flipped, one damage at a time: nothing crashes,
/// and everything that is intact is still read, before and after the next start has repaired it.
/// </summary>
public sealed class TornRecordingTests(ITestOutputHelper output)
{
    private const int Seconds = 50;
    private const int Places = 600;
    private const int RepairEvery = 15;

    [Theory]
    [InlineData(true, 20_261)]
    [InlineData(false, 20_262)]
    public void One_damage_anywhere_costs_nothing_but_what_it_hit(bool completed, int seed)
    {
        output.WriteLine($"seed {seed}, {Places} places, completed {completed}");
        Random random = new(seed);
        using RecordingBench bench = Recorded(completed);
        string[] files = Directory.GetFiles(bench.Recordings, "*", SearchOption.AllDirectories);
        Intact whole = Read(bench.Catalog());
        int damaged = 0;

        for (int i = 0; i < Places; i++)
        {
            string path = files[random.Next(files.Length)];
            byte[] before = File.ReadAllBytes(path);
            long hitBytes = Damage(path, before, random, out bool truncated);
            Intact after = Read(bench.Catalog());

            long lostAtMost = path.EndsWith(".dat", StringComparison.Ordinal)
                ? truncated ? (hitBytes / RecordingInfo.FrameBytes) + 1 : 1
                : 0;
            Assert.True(after.Good >= whole.Good - lostAtMost, $"{path} place {i}: {whole} became {after}");
            Assert.True(after.Wrong <= 1, $"{path} place {i}: {after}");
            Assert.True(
                after.Wrong == 0 || after.DamagedBlocks == 1 || !completed,
                $"{path} place {i}: {after} in silence");
            Assert.True(
                path.EndsWith(".edg", StringComparison.Ordinal) || after.Beats == whole.Beats,
                $"{path} place {i}: {whole} became {after}");
            damaged += after.DamagedBlocks + after.DamagedAnnotations;
            if (i % RepairEvery == 0)
            {
                RepairAndCompare(bench, files, after);
            }

            File.WriteAllBytes(path, before);
        }

        Assert.True(damaged > 0);
    }

    private static RecordingBench Recorded(bool completed)
    {
        RecordingBench bench = new();
        bench.Limits = bench.Limits with { SegmentLength = TimeSpan.FromSeconds(20) };
        bench.Writer.Take(new ClockReading(0, 0, DateTimeOffset.UnixEpoch, ClockTrust.Holdover));
        bench.Record(Seconds);
        bench.Writer.Flush();
        if (completed)
        {
            bench.Restart("boot2");
        }

        bench.Unplug();
        return bench;
    }

    private static long Damage(string path, byte[] before, Random random, out bool truncated)
    {
        truncated = random.Next(2) == 0;
        int at = random.Next(before.Length);
        byte[] after = truncated ? before[..at] : [.. before];
        if (!truncated)
        {
            after[at] ^= (byte)(1 << random.Next(8));
        }

        File.WriteAllBytes(path, after);
        return before.Length - at;
    }

    // The next run repairs what is open; it must lose nothing that could be read before it.
    private static void RepairAndCompare(RecordingBench bench, string[] files, Intact before)
    {
        Dictionary<string, byte[]> kept = files.Where(File.Exists).ToDictionary(f => f, File.ReadAllBytes);

        bench.Restart("boot2");
        bench.Writer.Append(new RecordedSample(0, 0, RecordingBench.Code1(0), RecordingBench.Code2(0)));
        Intact repaired = Read(bench.Catalog());
        Assert.True(repaired.Good >= before.Good, $"{before} was repaired to {repaired}");
        Assert.Null(bench.Writer.Fault);

        bench.Unplug();
        foreach (string folder in Directory.GetDirectories(bench.Recordings))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(files[0])!);
        foreach ((string path, byte[] content) in kept)
        {
            File.WriteAllBytes(path, content);
        }
    }

    private static Intact Read(RecordingCatalog catalog)
    {
        Intact sum = default;
        foreach (RecordedSegment segment in catalog.Recordings.SelectMany(r => r.Segments))
        {
            long sample = segment.Start.FirstSample;
            SegmentSignals.Read(segment.Files, segment.ReadIndex(), (codes, frames, check) =>
            {
                for (int i = 0; i < frames; i++, sample++)
                {
                    bool good = codes[2 * i] == RecordingBench.Code1(sample)
                        && codes[(2 * i) + 1] == RecordingBench.Code2(sample);
                    sum = sum with { Good = sum.Good + (good ? 1 : 0), Wrong = sum.Wrong + (good ? 0 : 1) };
                }

                sum = sum with { DamagedBlocks = sum.DamagedBlocks + (check is BlockCheck.Damaged ? 1 : 0) };
            });
            int beats = segment.ReadAnnotations(out int damaged).Count(a => a.Code is AnnotationCode.Normal);
            sum = sum with
            {
                Beats = sum.Beats + beats, DamagedAnnotations = sum.DamagedAnnotations + damaged,
            };
        }

        return sum;
    }

    private readonly record struct Intact(
        long Good, long Wrong, int DamagedBlocks, int Beats, int DamagedAnnotations);
}
