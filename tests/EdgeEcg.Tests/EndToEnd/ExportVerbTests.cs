using System.Text.Json;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;
using EdgeEcg.Tests.Records.Recording;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary><c>edgeecg export</c> over a recording that is going on.</summary>
public sealed class ExportVerbTests
{
    private static string Edgeecg => Path.Combine(TestData.RepositoryRoot, "edgeecg");

    [Fact]
    public async Task An_event_is_exported_by_its_id_as_a_record_of_its_own()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 70);
        bench.Writer.Take(new RecordedEvent(65 * RecordingBench.Hz, "bench.boot1.7", "pause", true));
        bench.Record(seconds: 30);

        Command list = await Export(bench, "--list --json");
        Command export = await Export(bench, "--event bench.boot1.7 --around 10 --out out");

        JsonElement told = Assert.Single(JsonDocument.Parse(list.Output).RootElement.EnumerateArray());
        Assert.Equal("r000001", told.GetProperty("recording").GetString());
        Assert.Equal(1, told.GetProperty("locked").GetArrayLength());
        Assert.True(export.ExitCode == 0, export.Errors);
        WfdbRecord record = WfdbRecord.Open(export.Output.Trim());
        Assert.Equal("bench_r000001_event7", record.Header.Name);
        Assert.Equal(20 * RecordingBench.Hz, record.Header.SampleCount);
        Annotation note = Assert.Single(record.ReadAnnotations("edg"), a => a.Code is AnnotationCode.Note);
        Assert.Equal(10 * RecordingBench.Hz, note.SampleIndex);
        Assert.Contains("bench.boot1.7 pause", note.Aux, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stretch_of_time_is_exported_as_text_in_microvolts()
    {
        using RecordingBench bench = new();
        DateTimeOffset start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        bench.Writer.Take(new ClockReading(0, 0, start, ClockTrust.Synced));
        bench.Record(seconds: 70);
        bench.Writer.Flush();

        Command export = await Export(
            bench, "--from 2026-01-31T12:00:30Z --to 2026-01-31T12:00:31Z --format csv --out out");

        Assert.True(export.ExitCode == 0, export.Errors);
        string[] lines = File.ReadAllLines(export.Output.Trim() + ".csv");
        Assert.Equal("sample_index,time_utc,lead_1_uv,lead_2_uv", lines[0]);
        Assert.Equal(RecordingBench.Hz + 1, lines.Length);
        Assert.StartsWith("15000,2026-01-31T12:00:30.000Z,", lines[1], StringComparison.Ordinal);
        double microvolts = double.Parse(
            lines[1].Split(',')[2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(RecordingBench.Code1(15_000) * 0.05, microvolts, 3);
    }

    [Theory]
    [InlineData("--out x", 2, "say what to export")]
    [InlineData("r000009 --out x", 2, "no recording 'r000009'")]
    [InlineData("--event nonsense --out x", 2, "device.boot.sequence")]
    [InlineData("--from yesterday-ish --out x", 2, "a time such as")]
    public async Task What_cannot_be_exported_is_answered_in_one_sentence(
        string arguments, int exitCode, string found)
    {
        using RecordingBench bench = new();

        Command export = await Export(bench, arguments);

        Assert.Equal(exitCode, export.ExitCode);
        Assert.Contains(found, export.Errors, StringComparison.Ordinal);
    }

    private static Task<Command> Export(RecordingBench bench, string arguments) =>
        Command.Run($"{Edgeecg} export --storage {bench.Folder} {arguments}", bench.Folder);
}
