using System.Diagnostics;
using System.Globalization;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary><c>edgeecg run</c> as a process of its own, started without the script around it.</summary>
internal sealed class DaemonProcess : IDisposable
{
    private const int Terminate = 15;

    private readonly Process _process;
    private readonly ManualResetEventSlim _runs = new();
    private readonly List<string> _errors = [];

    private DaemonProcess(Process process)
    {
        _process = process;
    }

    /// <summary>From the start of the process until it has read the first sample.</summary>
    public TimeSpan ReadsWithin { get; private set; }

    /// <summary>From the start of the process until every part of it runs.</summary>
    public TimeSpan StartedWithin { get; private set; }

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return string.Join('\n', _errors);
            }
        }
    }

    /// <param name="environment">Beside the test's own.</param>
    public static DaemonProcess Start(
        string configurationFile, params (string Name, string Value)[] environment)
    {
        string program = Path.Combine(
            TestData.RepositoryRoot, "artifacts", "bin", "EdgeEcg.Device", "release", "edgeecg.dll");
        ProcessStartInfo start = new(
            Environment.ProcessPath!, [program, "run", "--config", configurationFile])
        {
            RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(configurationFile),
        };
        foreach ((string name, string value) in
            ServiceEnvironment.Read(TestData.RepositoryRoot).Concat(environment))
        {
            start.Environment[name] = value;
        }

        long startedAt = TimeProvider.System.GetTimestamp();
        DaemonProcess daemon = new(Process.Start(start)!);
        daemon._process.ErrorDataReceived += (_, line) => daemon.Take(line.Data, startedAt);
        daemon._process.BeginErrorReadLine();
        return daemon;
    }

    /// <summary>Waits until it reads the chip.</summary>
    public void WaitUntilItRuns()
    {
        bool runs = _runs.Wait(TimeSpan.FromSeconds(60));
        Assert.True(runs && !_process.HasExited, $"the daemon did not start: {Errors}");
    }

    /// <summary>As a crash: it gets no chance to do anything.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to stop, and waits.</summary>
    /// <returns>Its exit code.</returns>
    public int Stop()
    {
        using Process kill = Process.Start(
            "kill", [$"-{Terminate}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(30)), $"the daemon did not stop: {Errors}");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        _runs.Dispose();
    }

    private void Take(string? line, long startedAt)
    {
        lock (_errors)
        {
            _errors.Add(line ?? "");
        }

        if (line is not null && line.Contains("reads the chip since", StringComparison.Ordinal))
        {
            ReadsWithin = TimeProvider.System.GetElapsedTime(startedAt);
        }

        if (line is null || line.Contains(" runs (", StringComparison.Ordinal))
        {
            StartedWithin = TimeProvider.System.GetElapsedTime(startedAt);
            _runs.Set();
        }
    }
}
