using System.Globalization;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary>The verbs as a user types them: exit code, what is printed, what is left on the disk.</summary>
public sealed class VerbTests
{
    private const int Hz = 360;
    private const double Seconds = 200;

    private static string Edgeecg => Path.Combine(TestData.RepositoryRoot, "edgeecg");

    [Fact]
    public async Task The_demo_delivers_every_event_and_misses_no_episode()
    {
        using TemporaryFolder folder = new();

        Command demo = await Command.Run($"{Edgeecg} demo", folder.Path);

        Assert.True(demo.ExitCode == 0, demo.Errors);
        Assert.Contains("7 found, 0 missed", demo.Output, StringComparison.Ordinal);
        Assert.Contains("lost       0 samples, 0 events", demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("  03:39", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_writes_annotations_and_a_table_that_agree_with_the_truth()
    {
        using TemporaryFolder folder = new();
        SyntheticTruth truth = WriteRecord(folder.Path, "ecg");

        Command analyze = await Command.Run($"{Edgeecg} analyze ecg --out out", folder.Path);

        Assert.True(analyze.ExitCode == 0, analyze.Errors);
        IReadOnlyList<Annotation> beats = AnnotationFile.Read(Path.Combine(folder.Path, "out", "ecg.edg"));
        int[] missed = [.. truth.Beats.Where(b =>
            b.SampleIndex > Hz && !beats.Any(a => Near(a.SampleIndex, b.SampleIndex)))
            .Select(b => (int)b.SampleIndex)];
        Assert.Empty(missed);
        string[] table = File.ReadAllLines(Path.Combine(folder.Path, "out", "ecg.beats.csv"));
        Assert.Equal("sample_index,time_s,rr_ms,score,anomalous,quality,reasons", table[0]);
        Assert.Equal(beats.Count, table.Length - 1);
        Assert.All(
            truth.Beats.Where(b => b.Class == SyntheticBeatClass.Ventricular),
            v => Assert.Contains("morphology", table.Single(row => Near(IndexIn(row), v.SampleIndex)),
                StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("source: {kind: simulated}\nmqtt: {library: mqttnet}", "mqtt.library is mqttnet")]
    [InlineData(
        "source: {ads1292: {access: systemdevicegpio}}", "source.ads1292.access is systemdevicegpio")]
    public async Task A_package_that_the_build_does_not_have_is_one_sentence_with_the_remedy(
        string configuration, string found)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(
            folder.File("e.yaml"),
            $"version: 2\ndevice: {{id: ecg-01}}\n{configuration}\n",
            TestContext.Current.CancellationToken);

        Command run = await Command.Run($"{Edgeecg} run --config e.yaml", folder.Path);

        Assert.Equal(3, run.ExitCode);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
        Assert.Contains(found, run.Errors, StringComparison.Ordinal);
        Assert.Contains("--packages nuget", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("truncated", "ecg.dat")]
    [InlineData("missing", "nowhere")]
    [InlineData("empty header", "ecg.hea")]
    [InlineData("unknown format", "ecg.hea")]
    public async Task A_record_that_cannot_be_trusted_is_one_sentence_and_leaves_nothing(string fault,
        string named)
    {
        using TemporaryFolder folder = new();
        WriteRecord(folder.Path, "ecg");
        Spoil(folder, fault);

        Command analyze = await Command.Run(
            $"{Edgeecg} analyze {(fault == "missing" ? "nowhere" : "ecg")} --out out", folder.Path);

        Assert.Equal(2, analyze.ExitCode);
        Assert.Contains(named, analyze.Errors, StringComparison.Ordinal);
        Assert.Contains("expected", analyze.Errors, StringComparison.Ordinal);
        Assert.Single(analyze.Errors.Trim().Split('\n'));
        string output = Path.Combine(folder.Path, "out");
        Assert.Empty(Directory.Exists(output) ? Directory.GetFiles(output) : []);
    }

    [Fact]
    public async Task A_model_with_a_flipped_bit_is_refused_by_its_hash()
    {
        using TemporaryFolder folder = new();
        WriteRecord(folder.Path, "ecg");
        Directory.CreateDirectory(folder.File("model"));
        File.Copy(Path.Combine(DefaultModel.Folder, "model.json"), folder.File("model/model.json"));
        byte[] onnx = File.ReadAllBytes(Path.Combine(DefaultModel.Folder, "model.onnx"));
        onnx[onnx.Length / 2] ^= 1;
        File.WriteAllBytes(folder.File("model/model.onnx"), onnx);

        Command analyze = await Command.Run($"{Edgeecg} analyze ecg --out out --model model", folder.Path);

        Assert.Equal(2, analyze.ExitCode);
        Assert.Contains("SHA-256", analyze.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("replay ecg --speed -1")]
    [InlineData("analyze ecg")]
    public async Task Wrong_usage_is_one_sentence_and_2(string arguments)
    {
        using TemporaryFolder folder = new();

        Command command = await Command.Run($"{Edgeecg} {arguments}", folder.Path);

        Assert.Equal(2, command.ExitCode);
        Assert.Single(command.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task Unknown_keys_of_a_configuration_are_named_with_line_and_column()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("bad.yaml"),
            "version: 1\ndevice:\n  id: a\n  colour: red\nmqtt:\n  hots: b\n");

        Command run = await Command.Run($"{Edgeecg} run --config bad.yaml", folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("colour", run.Errors, StringComparison.Ordinal);
        Assert.Contains("hots", run.Errors, StringComparison.Ordinal);
    }

    private static bool Near(long a, long b) => Math.Abs(a - b) <= Hz * 150 / 1000;

    private static long IndexIn(string row) =>
        long.TryParse(row.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long index)
            ? index : long.MinValue / 2;

    private static void Spoil(TemporaryFolder folder, string fault)
    {
        string header = folder.File("ecg.hea");
        switch (fault)
        {
            case "truncated":
                using (FileStream signal = File.OpenWrite(folder.File("ecg.dat")))
                {
                    signal.SetLength(signal.Length / 2);
                }

                break;
            case "empty header":
                File.WriteAllText(header, "");
                break;
            case "unknown format":
                File.WriteAllText(header, File.ReadAllText(header)
                    .Replace("ecg.dat 16", "ecg.dat 17", StringComparison.Ordinal));
                break;
        }
    }

    // Sinus rhythm with four ventricular beats after the learning time.
    private static SyntheticTruth WriteRecord(string folder, string name)
    {
        SampleRate rate = new(Hz);
        SyntheticEcgSettings settings = new() { Seed = 3 };
        SyntheticScript script = new(
            Enumerable.Range(15, 4).Select(tenth => SyntheticEpisode.Ventricular(10 * tenth)));
        int count = (int)(Seconds * Hz);
        float[][] leads = [new float[count], new float[count]];
        new SyntheticEcg(rate, settings, script).Read(leads[0], leads[1]);
        WfdbSignal signal =
            new() { FileName = name + ".dat", Format = SignalFormat.Bits16, Gain = 1000, Units = "mV" };
        WfdbHeader header = new() { Name = name, SampleRate = rate, Signals = [signal, signal] };
        using WfdbSignalWriter writer = WfdbSignalWriter.Create(folder, header);
        writer.Write(leads, count);
        writer.Complete();
        return new SyntheticTruth(rate, settings, script, Seconds);
    }
}
