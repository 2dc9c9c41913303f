using System.Globalization;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>
/// <c>edgeecg run</c> as a process of its own with its page on a free port, in real time, so that what it
/// costs can be read from the kernel.
/// </summary>
internal sealed class DaemonWithPage : IAsyncDisposable
{
    private const double TicksPerSecond = 100;

    private readonly TemporaryFolder _folder;
    private readonly Task<Command> _run;
    private readonly int _pid;

    private DaemonWithPage(TemporaryFolder folder, Task<Command> run, int pid, Uri address)
    {
        (_folder, _run, _pid, Address) = (folder, run, pid, address);
    }

    public Uri Address { get; }

    /// <param name="folder">Where it keeps everything; that of one that died, to come after it.</param>
    /// <param name="port">0: any.</param>
    /// <param name="serves">False: without the page, to compare with.</param>
    public static async Task<DaemonWithPage> Start(
        TemporaryFolder folder, int port = 0, bool serves = true)
    {
        File.Delete(folder.File("log"));
        File.WriteAllText(folder.File("edgeecg.yaml"), $$"""
            version: 1
            device: {id: bench}
            source: {kind: simulated}
            storage: {folder: storage}
            mqtt: {host: 127.0.0.1, port: 9}
            page: {enabled: {{(serves ? "true" : "false")}}, port: {{port}}}
            """);
        string edgeecg = Path.Combine(TestData.RepositoryRoot, "edgeecg");
        Task<Command> run = Command.Run(
            $"echo $$ > pid; exec {edgeecg} run --config edgeecg.yaml 2> log", folder.Path);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (await look.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            string log = File.Exists(folder.File("log")) ? File.ReadAllText(folder.File("log")) : "";
            Assert.False(run.IsCompleted, log);
            if (log.Split(serves ? "page at " : "bench runs ") is [_, var rest]
                && rest.Contains('\n', StringComparison.Ordinal))
            {
                int pid = int.Parse(File.ReadAllText(folder.File("pid")), CultureInfo.InvariantCulture);
                Uri address = new(serves ? rest.Split('\n')[0] : "http://127.0.0.1:9");
                return new DaemonWithPage(folder, run, pid, address);
            }
        }

        throw new InvalidOperationException("the daemon did not start");
    }

    /// <summary>Processor time in per cent of one core, and bytes a second that each viewer got.</summary>
    public async Task<(double CpuPercent, double BytesPerSecond)> Measure(int viewers, TimeSpan length)
    {
        using CancellationTokenSource end = new();
        Task<long>[] reading =
            [.. Enumerable.Range(0, viewers).Select(_ => Task.Run(() => Read(Address, end.Token)))];

        // A viewer that joins is sent everything that is present; that is not what it costs to go on.
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        double before = CpuSeconds();
        long since = TimeProvider.System.GetTimestamp();
        await Task.Delay(length, TimeProvider.System);
        double seconds = TimeProvider.System.GetElapsedTime(since).TotalSeconds;
        double cpu = 100 * (CpuSeconds() - before) / seconds;
        await end.CancelAsync();
        long[] bytes = await Task.WhenAll(reading);
        return (cpu, viewers == 0 ? 0 : bytes.Average() / (seconds + 2));
    }

    /// <summary>As the kernel does it to who takes too much memory: nothing is closed.</summary>
    public async Task Kill()
    {
        await Command.Run($"kill -KILL {_pid}", _folder.Path);
        await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await Command.Run($"kill -TERM {_pid}", _folder.Path);
        await _run;
    }

    private static async Task<long> Read(Uri address, CancellationToken end)
    {
        using HttpClient client = new();
        await using Stream live = await client.GetStreamAsync(new Uri(address, "live"), end);
        byte[] taken = new byte[64 * 1024];
        long sum = 0;
        try
        {
            while (true)
            {
                sum += await live.ReadAsync(taken, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return sum;
        }
    }

    // utime and stime: fields 14 and 15 of proc(5), counted after the name, which may hold spaces.
    private double CpuSeconds()
    {
        string stat = File.ReadAllText($"/proc/{_pid}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture)
            + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
