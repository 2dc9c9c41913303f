using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Tests.Training.Foreign;

/// <summary>
/// Models that PyTorch has made, with beats and what PyTorch makes of them (tests/foreign). Where Debian's
/// python3-torch is not installed the tests that need it are skipped.
/// </summary>
public sealed class PyTorchModels : IDisposable
{
    private const int Samples = 140;
    private const string Python = "/usr/bin/python3";

    private readonly TemporaryFolder _folder = new();
    private readonly HashSet<string> _made = [];

    public string Folder => _folder.Path;

    /// <summary>The file of a kind; made when it is asked for first.</summary>
    public string Make(string kind, string extension)
    {
        string file = _folder.File(kind + extension);
        if (!_made.Contains(kind))
        {
            string script = Path.Combine(TestData.RepositoryRoot, "tests", "foreign", "pytorch_models.py");
            (int exitCode, string errors) = Run(script, _folder.Path, kind);
            Assert.SkipWhen(
                errors.Contains("No module named 'torch'", StringComparison.Ordinal),
                "needs PyTorch: sudo apt install python3-torch");
            Assert.True(exitCode == 0, errors);
            _made.Add(kind);
        }

        return file;
    }

    public BeatMatrix Beats(string kind) => new(kind, Floats(kind + ".in"), Samples);

    /// <summary>What PyTorch makes of <see cref="Beats"/>.</summary>
    public float[] Reconstructions(string kind) => Floats(kind + ".out");

    public void Dispose() => _folder.Dispose();

    private float[] Floats(string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(_folder.File(name))).ToArray();

    private static (int ExitCode, string Errors) Run(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Python), "needs PyTorch: sudo apt install python3-torch");
        ProcessStartInfo start = new(Python, arguments) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }
}
