using System.Collections.Frozen;
using System.Reflection;

namespace EdgeEcg.Device.Page;

/// <summary>The files of the page, which are part of the program.</summary>
internal static class PageAssets
{
    private const string Prefix = "page/";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, byte[]> Files = Load();

    /// <param name="path">Of the request: <c>/</c> or <c>/name</c>.</param>
    public static bool TryFind(string path, out byte[] content, out string type)
    {
        string name = path == "/" ? "index.html" : path.TrimStart('/');
        type = Types.GetValueOrDefault(Path.GetExtension(name), "");
        return Files.TryGetValue(name, out content!);
    }

    private static FrozenDictionary<string, byte[]> Load()
    {
        Assembly program = typeof(PageAssets).Assembly;
        Dictionary<string, byte[]> files = [];
        foreach (string name in program.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = program.GetManifestResourceStream(name)!;
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            files[name[Prefix.Length..]] = content;
        }

        return files.ToFrozenDictionary();
    }
}
