using System.Text;
using System.Text.RegularExpressions;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Records.Recording;

/// <summary>The examples of docs/recording.md, read by the program's own types.</summary>
public sealed class RecordingDocumentTests
{
    [Fact]
    public void The_header_of_a_segment_is_what_the_program_reads_and_would_write()
    {
        using TemporaryFolder folder = new();
        string text = Block("r000017_0001 2 500") + "\n";
        uint check = Checksum32.Of(Encoding.ASCII.GetBytes(text));
        string path = folder.File("r000017_0001.hea");
        File.WriteAllText(path, $"{text}# check: {check:x8}\n");

        SegmentHeader header = SegmentHeader.Read(path)!;
        DateTimeOffset noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        WfdbSignal[] signals = header.Start.Info.Signals("r000017_0001.dat");
        signals[0] = signals[0] with { InitialCode = -3, Checksum = -12_199 };
        signals[1] = signals[1] with { InitialCode = 66, Checksum = 9286 };
        byte[] written = SegmentHeader.Compose("r000017_0001", header.Start, header.Samples, signals, noon);

        Assert.Equal(300_000, header.Samples);
        Assert.Equal("9f31c2", header.Start.Info.Boot);
        Assert.Equal(File.ReadAllText(path), Encoding.ASCII.GetString(written));
    }

    [Fact]
    public void The_clock_log_dates_the_first_sample_after_the_fact()
    {
        using TemporaryFolder folder = new();
        string path = ClockLog.PathIn(folder.Path);
        File.WriteAllText(path, string.Concat(Block("1908083250 866").Split('\n').Select(Checked)));

        ClockLog log = ClockLog.Read(path);

        Assert.Equal(2, log.Readings.Count);
        Assert.Equal(
            new DateTimeOffset(2026, 1, 31, 12, 1, 2, 500, TimeSpan.Zero),
            log.TimeOf(1_908_083_250)!.Value.Time);
    }

    private static string Checked(string line) => CheckedText.Line($"{line}");

    private static string Block(string start)
    {
        string document = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "recording.md"));
        return Regex.Matches(document, "```\n(.*?)\n```", RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value)
            .Single(block => block.StartsWith(start, StringComparison.Ordinal));
    }
}
