using System.Globalization;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Tests.Training.Fitting;
using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary>
/// The trainer's verbs as a user calls them, on beats of the user's own and on a full disk.
/// </summary>
public sealed class TrainerVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_trains_on_the_users_own_beats_and_prints_float_and_int8()
    {
        TrainerProcess run = Compare(Own(normal: 60, abnormal: 30));

        Assert.Equal(0, run.Code);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("plain-dense                float", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("plain-dense                tuned", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("int8 against float: AUC loss at most", lines[^1], StringComparison.Ordinal);
        Assert.Contains("plain-dense", run.Errors, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.File("runs"), "own-plain-dense-1.run"));
    }

    [Fact]
    public void A_disk_that_is_full_ends_a_training_with_one_sentence_and_nothing_half_written()
    {
        Directory.CreateDirectory(_folder.File("runs"));
        FillDiskUnder(_folder.File("runs/own-plain-dense-1.run"));

        TrainerProcess run = Compare(Own(normal: 60, abnormal: 30));

        AssertFull(run);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("runs")));
    }

    [Fact]
    public void A_report_that_finds_the_disk_full_leaves_the_one_that_was_there()
    {
        string report = _folder.File("report.html");
        File.WriteAllText(report, "the report of yesterday");
        FillDiskUnder(report);

        TrainerProcess run = TrainerProcess.Run(
            "report", "--protocol", "own", "--data", Own(normal: 60, abnormal: 30),
            "--models", "plain-dense", "--epochs", "2", "--out", report);

        AssertFull(run);
        Assert.Equal("the report of yesterday", File.ReadAllText(report));
        Assert.False(Path.Exists(report + ".writing"));
    }

    [Theory]
    [InlineData(0, 30, "the number of normal beats (class 1) is 0, expected at least 1")]
    [InlineData(60, 0, "the number of abnormal beats is 0, expected at least 1")]
    public void Beats_of_one_class_only_are_refused_in_one_sentence(int normal, int abnormal, string sentence)
    {
        TrainerProcess run = Compare(Own(normal, abnormal));

        AssertRefused(run, sentence);
    }

    [Theory]
    [InlineData("1,0.5,nan", "field 3 is 'nan', expected a number")]
    [InlineData("1,0.5", "the number of fields is 2, expected 3")]
    public void A_bad_line_is_named(string line, string sentence)
    {
        string file = _folder.File("bad.csv");
        File.WriteAllLines(file, ["1,0.5,0.6", line]);

        TrainerProcess run = Compare(file);

        AssertRefused(run, sentence);
        Assert.Contains("bad.csv, line 2", run.Errors, StringComparison.Ordinal);
    }

    private TrainerProcess Compare(string data) => TrainerProcess.Run(
        "compare", "--protocol", "own", "--data", data, "--models", "plain-dense",
        "--epochs", "2", "--int8-epochs", "1", "--runs", _folder.File("runs"));

    /// <summary>Files are written beside their name first; what is written there finds no room.</summary>
    private static void FillDiskUnder(string file) =>
        File.CreateSymbolicLink(file + ".writing", "/dev/full");

    private static void AssertFull(TrainerProcess run)
    {
        Assert.Equal(3, run.Code);
        Assert.Contains("No space left on device", run.Errors, StringComparison.Ordinal);
        AssertOneSentence(run);
    }

    private static void AssertRefused(TrainerProcess run, string sentence)
    {
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Errors, StringComparison.Ordinal);
        AssertOneSentence(run);
    }

    private static void AssertOneSentence(TrainerProcess run)
    {
        string[] messages = [.. run.Errors.Split('\n').Where(line => line.StartsWith("edgeecg-train: "))];
        Assert.Single(messages);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    /// <summary>A CSV file of toy beats.</summary>
    private string Own(int normal, int abnormal)
    {
        List<string> lines = [];
        if (normal > 0)
        {
            lines.AddRange(Lines(1, ToyBeats.Normal(normal, seed: 20)));
        }

        if (abnormal > 0)
        {
            lines.AddRange(Lines(2, ToyBeats.Abnormal(abnormal, seed: 21)));
        }

        string file = _folder.File("own.csv");
        File.WriteAllLines(file, lines);
        return file;
    }

    private static IEnumerable<string> Lines(int beatClass, BeatMatrix beats) =>
        Enumerable.Range(0, beats.Rows).Select(row => $"{beatClass}," + string.Join(',', Array.ConvertAll(
            beats.Row(row).ToArray(), value => value.ToString(CultureInfo.InvariantCulture))));
}
