using System.Text.RegularExpressions;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Repository;

/// <summary>
/// A reference may only point left: Core, Mqtt, OnnxRuntime  &lt;-  Records, Ads1292, Scoring  &lt;-
/// Monitor, Training  &lt;-  Device, Trainer  &lt;-  tests.
/// </summary>
public sealed class DependencyArrowTests
{
    // MQTT carries bytes on topics; what they mean is the monitor's business. "EdgeEcg" and "heartbeat" are
    // allowed.
    private static readonly Regex EcgWord = new(
        "(?<!edge)ecg|qrs|microvolt|arrhythm|ventric|electrode|\\bheart\\b|\\bbeats?\\b|Beat(?=[A-Z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly string[][] Layers =
    [
        ["EdgeEcg.Core", "EdgeEcg.Mqtt", "Microsoft.ML.OnnxRuntime"],
        ["EdgeEcg.Records", "EdgeEcg.Ads1292", "EdgeEcg.Scoring", "EdgeEcg.MqttNet"],
        ["EdgeEcg.Monitor", "EdgeEcg.Training", "EdgeEcg.DeviceGpio"],
        ["EdgeEcg.DeviceBindings", "EdgeEcg.Torch"],
        ["EdgeEcg.Device", "EdgeEcg.Trainer"],
        ["EdgeEcg.Tests", "EdgeEcg.Benchmarks"],
    ];

    [Fact]
    public void Every_project_has_its_place_in_the_arrow()
    {
        IEnumerable<string> found = ProjectFile.ReadAll().Select(project => project.Name);

        Assert.Equal(Layers.SelectMany(layer => layer).Order(), found.Order());
    }

    [Fact]
    public void Every_reference_points_left()
    {
        IEnumerable<string> wrong =
            from project in ProjectFile.ReadAll()
            from reference in project.References
            where LayerOf(reference) >= LayerOf(project.Name)
            select $"{project.Name} -> {reference}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_in_src_refers_to_training()
    {
        HashSet<string> training = [.. InFolder("training").Select(project => project.Name)];

        IEnumerable<string> wrong = InFolder("src")
            .Where(project => project.References.Any(training.Contains))
            .Select(project => project.Name);

        Assert.NotEmpty(training);
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_default_build_holds_every_project_but_the_adapters()
    {
        string solution = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "EdgeEcg.sln"));

        IEnumerable<string> misplaced =
            from project in ProjectFile.ReadAll()
            let isAdapter = project.RelativePath.StartsWith("adapters/", StringComparison.Ordinal)
            let path = project.RelativePath.Replace('/', '\\')
            where solution.Contains(path, StringComparison.Ordinal) == isAdapter
            select project.Name;

        Assert.Empty(misplaced);
    }

    [Fact]
    public void Mqtt_knows_no_ecg_words()
    {
        string folder = Path.Combine(TestData.RepositoryRoot, "src", "EdgeEcg.Mqtt");

        IEnumerable<string> found =
            from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            from line in File.ReadLines(path)
            where EcgWord.IsMatch(line)
            select $"{Path.GetFileName(path)}: {line.Trim()}";

        Assert.Empty(found);
    }

    private static IEnumerable<ProjectFile> InFolder(string folder) =>
        ProjectFile.ReadAll()
            .Where(project => project.RelativePath.StartsWith(folder + '/', StringComparison.Ordinal));

    private static int LayerOf(string project)
    {
        int layer = Array.FindIndex(Layers, names => names.Contains(project));
        Assert.True(layer >= 0, $"{project} has no place in the arrow");
        return layer;
    }
}
