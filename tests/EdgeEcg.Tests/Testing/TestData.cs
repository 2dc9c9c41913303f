namespace EdgeEcg.Tests.Testing;

/// <summary>
/// Where the real recordings are: the folder named by EDGEECG_DATA, or <c>../shared/data</c> beside the
/// repository. None of them is committed, so a test that needs one is skipped, by name, where it is missing.
/// </summary>
internal static class TestData
{
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    public static string? Folder { get; } = FindFolder();

    /// <summary>
    /// The path of a data file or folder, for instance <c>mitdb/100.hea</c>; skips the test where it is
    /// missing.
    /// </summary>
    public static string Require(string relativePath)
    {
        string? path = Folder is null ? null : Path.Combine(Folder, relativePath);
        bool there = path is not null && (File.Exists(path) || Directory.Exists(path));
        Assert.SkipUnless(there, $"needs the data set file '{relativePath}' (set EDGEECG_DATA)");
        return path!;
    }

    private static string? FindFolder()
    {
        string folder = Environment.GetEnvironmentVariable("EDGEECG_DATA")
            ?? Path.Combine(RepositoryRoot, "..", "shared", "data");
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }

    private static string FindRepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeEcg.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException(
            $"EdgeEcg.sln was not found above {AppContext.BaseDirectory}");
    }
}
