using System.Text;
using System.Text.Json;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Scoring;

public sealed class ModelPackageDocumentTests
{
    private static readonly string Document =
        File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "model-package.md"));

    [Fact]
    public void The_documented_example_is_a_manifest_this_program_reads()
    {
        ModelManifest manifest = ManifestReader.Read(
            "docs/model-package.md", Encoding.UTF8.GetBytes(Example()));

        Assert.Equal(BeatNormalisation.WearerRelative, manifest.Normalisation);
        Assert.Equal(0.031, manifest.Thresholds[0].Score);
    }

    [Fact]
    public void Every_member_is_documented()
    {
        using JsonDocument example = JsonDocument.Parse(Example());

        Assert.All(example.RootElement.EnumerateObject(), member =>
            Assert.Contains($"`{member.Name}`", Document, StringComparison.Ordinal));
    }

    private static string Example()
    {
        const string Fence = "```json\n";
        int start = Document.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        return Document[start..Document.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
