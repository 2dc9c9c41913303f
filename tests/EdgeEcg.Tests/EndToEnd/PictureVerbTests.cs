using EdgeEcg.Records.Recording;
using EdgeEcg.Tests.Device.Pictures;
using EdgeEcg.Tests.Records.Recording;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary>The forms of <c>edgeecg export</c> that draw.</summary>
public sealed class PictureVerbTests
{
    private static string Edgeecg => Path.Combine(TestData.RepositoryRoot, "edgeecg");

    [Fact]
    public async Task A_report_and_a_strip_are_drawn_from_any_record()
    {
        using TemporaryFolder folder = new();
        SyntheticRecord.Write(folder.Path);

        Command export = await Command.Run(
            $"{Edgeecg} export night --report day.html --strip 6:00 --out strip.png", folder.Path);

        Assert.True(export.ExitCode == 0, export.Errors);
        Assert.Contains("23:55:00", File.ReadAllText(folder.File("day.html")), StringComparison.Ordinal);
        byte[] png = File.ReadAllBytes(folder.File("strip.png"));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Contains("25 mm/s", export.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_strip_of_an_event_is_drawn_from_what_the_device_recorded()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 20);
        bench.Writer.Take(new RecordedEvent(10 * RecordingBench.Hz, "bench.boot1.7", "pause", true));
        bench.Record(seconds: 10);

        Command export = await Command.Run(
            $"{Edgeecg} export --storage {bench.Folder} --event bench.boot1.7 --out strip.svg", bench.Folder);

        Assert.True(export.ExitCode == 0, export.Errors);
        string svg = File.ReadAllText(Path.Combine(bench.Folder, "strip.svg"));
        Assert.Contains("pause   bench.boot1.7", svg, StringComparison.Ordinal);
        Assert.Contains("width=\"270mm\"", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("night --strip 6:00 --out strip.bmp", "a name that ends in .svg or .png")]
    [InlineData("night --strip noon --out strip.svg", "seconds, mm:ss or hh:mm:ss")]
    [InlineData("night --strip 11:00 --out strip.svg", "a time within the record's 600 s")]
    [InlineData("nowhere --storage . --report day.html", "no recording 'nowhere'")]
    [InlineData("--report day.html", "say which RECORDING")]
    public async Task What_cannot_be_drawn_is_answered_in_one_sentence(string arguments, string found)
    {
        using TemporaryFolder folder = new();
        SyntheticRecord.Write(folder.Path);

        Command export = await Command.Run($"{Edgeecg} export {arguments}", folder.Path);

        Assert.Equal(2, export.ExitCode);
        Assert.Contains(found, export.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("strip.svg")));
    }
}
