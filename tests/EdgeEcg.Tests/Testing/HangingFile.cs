using System.Diagnostics;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// A file that hangs whoever opens it, as on a disk that no longer answers: a pipe that nobody writes to.
/// </summary>
internal sealed class HangingFile : IDisposable
{
    private readonly string _path;

    private HangingFile(string path) => _path = path;

    public static HangingFile Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Process pipe = Process.Start("mkfifo", [path]);
        pipe.WaitForExit();
        Assert.Equal(0, pipe.ExitCode);
        return new HangingFile(path);
    }

    /// <summary>Whoever hangs finds the file empty, and whoever looks later finds none.</summary>
    public void GoOn()
    {
        if (File.Exists(_path))
        {
            // Both ways, so that this does not hang where nobody has opened it.
            using FileStream opened = new(_path, FileMode.Open, FileAccess.ReadWrite);
            File.Delete(_path);
        }
    }

    public void Dispose() => GoOn();
}
