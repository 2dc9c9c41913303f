using EdgeEcg.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeEcg.Tests.Repository;

/// <summary>One C# file of ours, parsed.</summary>
internal sealed class SourceFile
{
    private static readonly CSharpParseOptions CSharp14 =
        new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    private SourceFile(string path)
    {
        RelativePath = Path.GetRelativePath(TestData.RepositoryRoot, path);
        Lines = File.ReadAllLines(path);
        Root = CSharpSyntaxTree.ParseText(string.Join('\n', Lines), CSharp14).GetCompilationUnitRoot();
    }

    public string RelativePath { get; }

    public IReadOnlyList<string> Lines { get; }

    public CompilationUnitSyntax Root { get; }

    public bool IsTest => RelativePath.StartsWith("tests/", StringComparison.Ordinal);

    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes => Root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>()
        .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>Methods, constructors, operators and local functions that have a body.</summary>
    public IEnumerable<SyntaxNode> Methods => Root.DescendantNodes().Where(node => node
        is BaseMethodDeclarationSyntax { Body: not null }
        or BaseMethodDeclarationSyntax { ExpressionBody: not null }
        or LocalFunctionStatementSyntax);

    public static IReadOnlyList<SourceFile> ReadAll() =>
    [
        .. new[] { "src", "adapters", "training", "tests" }
            .Select(folder => Path.Combine(TestData.RepositoryRoot, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path)),
    ];

    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
        DelegateDeclarationSyntax declared => declared.Identifier.Text,
        _ => throw new ArgumentException($"{type.Kind()} is no type", nameof(type)),
    };

    /// <summary>
    /// From the signature's first line (attributes and comments not counted) to the closing brace.
    /// </summary>
    public static int LinesOf(SyntaxNode method)
    {
        SyntaxToken first = method.ChildNodesAndTokens()
            .SkipWhile(part => part.IsKind(SyntaxKind.AttributeList))
            .Select(part => part.IsToken ? part.AsToken() : part.AsNode()!.GetFirstToken())
            .First();
        int start = first.GetLocation().GetLineSpan().StartLinePosition.Line;
        return method.GetLocation().GetLineSpan().EndLinePosition.Line - start + 1;
    }

    public string Place(SyntaxNode node) =>
        $"{RelativePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
