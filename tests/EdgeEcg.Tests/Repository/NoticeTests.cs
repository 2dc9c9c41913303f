using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Repository;

public sealed class NoticeTests
{
    [Fact]
    public void Every_package_is_listed_with_its_licence()
    {
        string notice = Read("NOTICE.md");

        IEnumerable<string> missing = NuGetPackages()
            .Concat(NpmPackages())
            .Where(package => !HasRow(notice, package));

        Assert.Empty(missing);
    }

    [Fact]
    public void The_licence_is_Apache_2()
    {
        Assert.Matches("^\\s*Apache License\\s+Version 2\\.0, January 2004", Read("LICENSE"));
    }

    [Fact]
    public void The_data_behind_the_model_is_named_with_its_licence_and_citation()
    {
        string notice = Read("NOTICE.md");

        Assert.Contains("MIT-BIH Arrhythmia Database", notice, StringComparison.Ordinal);
        Assert.Contains("ODC-By 1.0", notice, StringComparison.Ordinal);
        Assert.Contains("10.13026/C2F305", notice, StringComparison.Ordinal);
        Assert.Contains("Moody GB, Mark RG.", notice, StringComparison.Ordinal);
    }

    private static IEnumerable<string> NuGetPackages() => XElement
        .Parse(Read("Directory.Packages.props"))
        .Descendants("PackageVersion")
        .Select(package => package.Attribute("Include")!.Value);

    private static List<string> NpmPackages()
    {
        using JsonDocument package = JsonDocument.Parse(Read("package.json"));
        JsonElement dependencies = package.RootElement.GetProperty("dependencies");
        return [.. dependencies.EnumerateObject().Select(dependency => dependency.Name)];
    }

    private static bool HasRow(string notice, string package) =>
        Regex.IsMatch(notice, $@"^\| {Regex.Escape(package)} \| [^|]*[A-Z][^|]* \|", RegexOptions.Multiline);

    private static string Read(string name) =>
        File.ReadAllText(Path.Combine(TestData.RepositoryRoot, name));
}
