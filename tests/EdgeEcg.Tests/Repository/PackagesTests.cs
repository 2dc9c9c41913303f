using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Repository;

/// <summary>
/// The named packages (docs/packages.md): what is built without them, and that their adapters are held to the
/// same contracts as the defaults.
/// </summary>
public sealed class PackagesTests
{
#if NUGET_PACKAGES
    private const bool BuiltWithPackages = true;
#else
    private const bool BuiltWithPackages = false;
#endif

    public static TheoryData<string> Contracts =>
        [.. typeof(PackagesTests).Assembly.GetTypes().Where(IsContract).Select(type => type.Name).Order()];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Contract_is_run_over_the_default_and_the_adapter(string contract)
    {
        string[] runs = [.. typeof(PackagesTests).Assembly.GetTypes()
            .Where(type => type.BaseType?.Name == contract)
            .Select(type => type.Namespace!)];

        Assert.Contains(runs, folder => folder != "EdgeEcg.Tests.Packages");
        Assert.SkipUnless(
            BuiltWithPackages, $"{contract} over the adapter is not run: ./test --packages nuget runs it");
        Assert.Contains("EdgeEcg.Tests.Packages", runs);
    }

    [Fact]
    public void Default_build_restores_none_of_the_named_packages()
    {
        string output = Path.Combine(AppContext.BaseDirectory, "..", "..", "..");
        string restored = File.ReadAllText(
            Path.Combine(output, "obj", "EdgeEcg.Tests", "project.assets.json"));

        Assert.NotEmpty(NamedPackages());
        Assert.All(
            NamedPackages().Where(package => package.Direct),
            package => Assert.Equal(
                BuiltWithPackages, restored.Contains($"\"{package.Id}/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_about_the_packages_names_their_versions()
    {
        string page = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "packages.md"));

        Assert.All(
            NamedPackages(),
            package => Assert.Matches(
                $@"\| {Regex.Escape(package.Id)} \| {Regex.Escape(package.Version)} \|", page));
    }

    private static bool IsContract(Type type) =>
        type.IsAbstract && type.GetCustomAttributes(typeof(TraitAttribute), false)
            .Cast<TraitAttribute>()
            .Any(trait => trait is { Name: "suite", Value: "contract" });

    /// <summary>Versions of the conditional group; direct are those that an adapter refers to.</summary>
    private static (string Id, string Version, bool Direct)[] NamedPackages()
    {
        XElement versions = XElement.Load(
            Path.Combine(TestData.RepositoryRoot, "Directory.Packages.props"));
        string adapters = string.Concat(
            Directory.GetFiles(
                Path.Combine(TestData.RepositoryRoot, "adapters"), "*.csproj", SearchOption.AllDirectories)
            .Select(File.ReadAllText));
        return
        [
            .. from @group in versions.Elements("ItemGroup")
            where @group.Attribute("Condition") is not null
            from package in @group.Elements("PackageVersion")
            let id = package.Attribute("Include")!.Value
            let direct = adapters.Contains($"\"{id}\"", StringComparison.Ordinal)
            select (id, package.Attribute("Version")!.Value, direct),
        ];
    }
}
