using System.Globalization;
using EdgeEcg.Records.Recording;
using EdgeEcg.Tests.Repository;

namespace EdgeEcg.Tests.Records.Recording;

/// <summary>
/// PhysioNet's own rdsamp and rdann over what is on the disk; skipped where they are not installed.
/// </summary>
public sealed class PhysioNetToolsTests
{
    /// <summary>WFDB_INVALID_SAMPLE of wfdb.h, whatever the format.</summary>
    private const string InvalidSample = "-32768";

    [Fact]
    public async Task A_whole_recording_with_gaps_opens_as_one_record_at_the_sample_numbers_of_the_messages()
    {
        RequireTools();
        using RecordingBench bench = new();
        bench.Record(seconds: 70);
        bench.Skip(seconds: 30);
        bench.Record(seconds: 30);
        bench.Restart("boot2");
        string folder = bench.Catalog().Recordings[0].Folder;

        Command all = await Command.Run("rdsamp -r r000001 | wc -l", folder);
        Command gap = await Command.Run("rdsamp -r r000001 -f s40000 -t s40001", folder);
        Command late = await Command.Run("rdsamp -r r000001 -f s60000 -t s60001", folder);

        Assert.Equal(130 * RecordingBench.Hz, int.Parse(all.Output, CultureInfo.InvariantCulture));
        Assert.Equal(["40000", InvalidSample, InvalidSample], Words(gap.Output));
        Assert.Equal(Expected(60_000), Words(late.Output));
    }

    [Fact]
    public async Task A_segment_cut_at_any_byte_opens_up_to_there_with_its_beats()
    {
        RequireTools();
        using RecordingBench bench = new();
        bench.Record(seconds: 55);
        bench.Unplug();
        RecordedSegment segment = Assert.Single(Assert.Single(bench.Catalog().Recordings).Segments);
        byte[] samples = File.ReadAllBytes(segment.Files.Signals);
        byte[] beats = File.ReadAllBytes(segment.Files.Annotations);
        Random random = new(20_263);

        for (int i = 0; i < 15; i++)
        {
            int cut = random.Next(RecordingInfo.FrameBytes, samples.Length);
            int beatCut = random.Next(beats.Length);
            File.WriteAllBytes(segment.Files.Signals, samples[..cut]);
            File.WriteAllBytes(segment.Files.Annotations, beats[..beatCut]);
            Command read = await Command.Run(
                $"rdsamp -r {segment.Files.Name} | tail -1", segment.Files.Folder);
            Command told = await Command.Run(
                $"rdann -r {segment.Files.Name} -a edg | wc -l", segment.Files.Folder);

            long last = (cut / RecordingInfo.FrameBytes) - 1;
            Assert.Equal(Expected(last), Words(read.Output));
            Assert.InRange(
                int.Parse(told.Output, CultureInfo.InvariantCulture), (beatCut / 2) - 2, beats.Length / 2);
        }
    }

    private static string[] Expected(long sample) =>
    [
        sample.ToString(CultureInfo.InvariantCulture),
        RecordingBench.Code1(sample).ToString(CultureInfo.InvariantCulture),
        RecordingBench.Code2(sample).ToString(CultureInfo.InvariantCulture),
    ];

    private static string[] Words(string line) =>
        line.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static void RequireTools()
    {
        bool there = Environment.GetEnvironmentVariable("PATH")!.Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, "rdsamp")));
        Assert.SkipUnless(there, "needs PhysioNet's rdsamp and rdann on the PATH");
    }
}
