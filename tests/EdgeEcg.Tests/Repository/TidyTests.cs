using System.Text.RegularExpressions;
using EdgeEcg.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeEcg.Tests.Repository;

/// <summary>The rules of style that the compiler and its analyzers do not know.</summary>
public sealed class TidyTests(ITestOutputHelper output)
{
    private const int MostColumns = 110;
    private const int MostFileLines = 500;
    private const int MostMethodLines = 70;

    // Words are put together so that this file does not find itself.
    private static readonly Regex Unfinished = new(
        "\\b(TO" + "DO|FIX" + "ME|HA" + "CK|NotImplemented" + "Exception)\\b");

    private static readonly Regex VagueName = new(
        "(Manager|Helpers?|Utils?|Utilities|Common|Service|Processor|Base|Impl)$");

    private static readonly string[] GeneratorAttributes =
        ["JsonSerializable", "LoggerMessage", "LibraryImport", "GeneratedRegex"];

    private static readonly IReadOnlyList<SourceFile> Sources = SourceFile.ReadAll();

    [Fact]
    public void No_line_is_longer_than_110_columns()
    {
        IEnumerable<string> tooLong =
            from file in Sources
            from number in Enumerable.Range(0, file.Lines.Count)
            where file.Lines[number].Length > MostColumns
            select $"{file.RelativePath}:{number + 1} has {file.Lines[number].Length} columns";

        AssertNone(tooLong);
    }

    [Fact]
    public void Files_and_methods_stay_within_their_hard_limits()
    {
        IEnumerable<string> files = Sources
            .Where(file => file.Lines.Count > MostFileLines)
            .Select(file => $"{file.RelativePath} has {file.Lines.Count} lines");
        IEnumerable<string> methods =
            from file in Sources
            from method in file.Methods
            where SourceFile.LinesOf(method) > MostMethodLines
            select $"{file.Place(method)}: a method of {SourceFile.LinesOf(method)} lines";

        AssertNone(files.Concat(methods));
    }

    [Fact]
    public void Typical_files_and_methods_are_short()
    {
        SourceFile[] shipped = [.. Sources.Where(file => !file.IsTest)];
        int[] files = [.. shipped.Select(file => file.Lines.Count).Order()];
        int[] methods = [.. shipped.SelectMany(file => file.Methods).Select(SourceFile.LinesOf).Order()];

        output.WriteLine($"{files.Length} files: median {Quantile(files, 0.5)}, p90 {Quantile(files, 0.9)}");
        output.WriteLine(
            $"{methods.Length} methods: median {Quantile(methods, 0.5)}, p90 {Quantile(methods, 0.9)}");

        Assert.InRange(Quantile(files, 0.5), 1, 120);
        Assert.InRange(Quantile(files, 0.9), 1, 300);
        Assert.InRange(Quantile(methods, 0.5), 1, 12);
        Assert.InRange(Quantile(methods, 0.9), 1, 35);
    }

    [Fact]
    public void Each_file_holds_one_type_and_is_named_after_it()
    {
        IEnumerable<string> wrong =
            from file in Sources
            let names = file.TopLevelTypes.Select(SourceFile.NameOf).ToArray()
            where names.Length > 1 || names.Any(name => !IsNamedAfter(file.RelativePath, name))
            select $"{file.RelativePath} holds {string.Join(", ", names)}";

        AssertNone(wrong);
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        IEnumerable<string> vague =
            from file in Sources
            from type in file.TopLevelTypes
            where VagueName.IsMatch(SourceFile.NameOf(type))
            select $"{file.RelativePath}: {SourceFile.NameOf(type)}";

        AssertNone(vague);
    }

    [Fact]
    public void Only_source_generators_split_a_type()
    {
        IEnumerable<string> split =
            from file in Sources
            from type in file.TopLevelTypes
            where type.Modifiers.Any(SyntaxKind.PartialKeyword) && !HasGenerator(type)
            select $"{file.Place(type)}: {SourceFile.NameOf(type)} is partial without a source generator";

        AssertNone(split);
    }

    [Fact]
    public void No_exception_is_swallowed_by_an_empty_catch()
    {
        IEnumerable<string> empty =
            from file in Sources
            from handler in file.Root.DescendantNodes().OfType<CatchClauseSyntax>()
            where handler.Block.Statements.Count == 0
            select file.Place(handler);

        AssertNone(empty);
    }

    [Fact]
    public void Nothing_is_left_to_be_done_later_or_folded_away()
    {
        IEnumerable<string> unfinished =
            from file in Sources
            from line in file.Lines
            where Unfinished.IsMatch(line) || line.TrimStart().StartsWith("#region", StringComparison.Ordinal)
            select $"{file.RelativePath}: {line.Trim()}";

        AssertNone(unfinished);
    }

    [Fact]
    public async Task No_tracked_file_is_larger_than_one_mebibyte()
    {
        IEnumerable<string> large = (await Command.TrackedFiles())
            .Where(path => new FileInfo(Path.Combine(TestData.RepositoryRoot, path)).Length > 1 << 20);

        AssertNone(large);
    }

    [Fact]
    public async Task No_tracked_file_names_a_place_on_one_machine_or_a_package_mirror()
    {
        Regex place = new(
            "(?<![\\w.)}$-])/(" + "wo" + "rk|ro" + "ot)/|/home/" + "\\w+/|\"" + "resolved\"|"
                + "<package" + "Sources|registry\\." + "npm|artifact" + "ory|/v3/index" + "\\.json");

        IEnumerable<string> found =
            from path in await Command.TrackedFiles()
            from line in TextLines(Path.Combine(TestData.RepositoryRoot, path))
            where place.IsMatch(line)
            select $"{path}: {line.Trim()}";

        AssertNone(found);
    }

    private static bool IsNamedAfter(string relativePath, string type)
    {
        string name = Path.GetFileNameWithoutExtension(relativePath);
        return name == type || name.StartsWith(type + ".", StringComparison.Ordinal);
    }

    private static bool HasGenerator(MemberDeclarationSyntax type) => type.DescendantNodes()
        .OfType<AttributeSyntax>()
        .Any(attribute => GeneratorAttributes.Contains(attribute.Name.ToString()));

    private static IEnumerable<string> TextLines(string path)
    {
        byte[] start = new byte[4096];
        using (FileStream file = File.OpenRead(path))
        {
            int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (start.AsSpan(0, read).Contains((byte)0))
            {
                return [];
            }
        }

        return File.ReadLines(path);
    }

    private static int Quantile(int[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static void AssertNone(IEnumerable<string> found)
    {
        string[] list = [.. found];
        Assert.True(list.Length == 0, $"{list.Length} found:\n{string.Join('\n', list)}");
    }
}
