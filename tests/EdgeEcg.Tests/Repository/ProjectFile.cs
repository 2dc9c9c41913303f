using System.Xml.Linq;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Repository;

/// <summary>
/// What the arrow needs to know of a .csproj: its name, its place and the names of the projects it refers to.
/// </summary>
internal sealed record ProjectFile(string Name, string RelativePath, IReadOnlyList<string> References)
{
    public static IReadOnlyList<ProjectFile> ReadAll()
    {
        string root = TestData.RepositoryRoot;
        string[] folders = ["src", "adapters", "training", "tests"];
        return
        [
            .. folders
                .Select(folder => Path.Combine(root, folder))
                .SelectMany(folder => Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal)
                .Select(path => Read(path, Path.GetRelativePath(root, path))),
        ];
    }

    // A reference may come in through an imported file of ours, as that to ONNX Runtime does.
    private static ProjectFile Read(string path, string relativePath)
    {
        XElement project = XElement.Load(path);
        string folder = Path.GetDirectoryName(path)!;
        IEnumerable<XElement> imported = project.Elements("Import")
            .Select(import => XElement.Load(Path.Combine(folder, import.Attribute("Project")!.Value)));
        string[] references =
        [
            .. imported.Prepend(project)
                .SelectMany(element => element.Descendants("ProjectReference"))
                .Select(reference => reference.Attribute("Include")!.Value)
                .Select(Path.GetFileNameWithoutExtension)
                .Select(name => name!.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal)),
        ];
        return new ProjectFile(Path.GetFileNameWithoutExtension(path), relativePath, references);
    }
}
