using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using EdgeEcg.Ads1292.Linux;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// The C library of tests/native: a kernel with an SPI device, two GPIO chips and an ADS1292 behind them, in
/// virtual time. Compiled when first needed. Binding the driver's imports to it holds for the whole process,
/// so that is done in a process of its own (<see cref="RunInProcessOfItsOwn"/>).
/// </summary>
internal sealed unsafe class FakeKernel : TimeProvider
{
    private const string PathVariable = "EDGEECG_FAKE_KERNEL";
    private const string StoryVariable = "EDGEECG_FAKE_KERNEL_STORY";
    private static readonly TimeSpan ChildTimeout = TimeSpan.FromMinutes(2);

    private readonly nint _library;
    private readonly delegate* unmanaged<long> _now;
    private readonly delegate* unmanaged<long, void> _pass;

    private FakeKernel(nint library)
    {
        _library = library;
        _now = (delegate* unmanaged<long>)NativeLibrary.GetExport(library, "fake_now_ns");
        _pass = (delegate* unmanaged<long, void>)NativeLibrary.GetExport(library, "fake_pass_ns");
    }

    public string Log => Text("fake_log_text");

    public string Violations => Text("fake_violations");

    public string Abi => Text("fake_abi");

    public int OpenFiles =>
        ((delegate* unmanaged<int>)NativeLibrary.GetExport(_library, "fake_open_files"))();

    public override long TimestampFrequency => 1_000_000_000;

    /// <summary>Compiles and loads the library, and leaves the driver's imports alone.</summary>
    public static FakeKernel Load(TemporaryFolder folder) => new(NativeLibrary.Load(Compile(folder)));

    /// <summary>
    /// Binds the driver's imports of this process to the library that the parent process compiled.
    /// </summary>
    /// <param name="story">What the parent process wants to see.</param>
    /// <param name="others">Assemblies beside the driver's whose imports are bound as well.</param>
    public static FakeKernel BindImports(out string story, params ReadOnlySpan<Assembly> others)
    {
        story = Environment.GetEnvironmentVariable(StoryVariable) ?? "";
        string? path = Environment.GetEnvironmentVariable(PathVariable);
        Assert.SkipWhen(path is null, "runs in a process of its own, started by LinuxTransportTests");
        nint library = NativeLibrary.Load(path);
        foreach (Assembly assembly in (ReadOnlySpan<Assembly>)[typeof(SpidevBus).Assembly, .. others])
        {
            NativeLibrary.SetDllImportResolver(
                assembly, (name, _, _) => name == "libc" ? library : nint.Zero);
        }

        FakeKernel kernel = new(library);
        kernel.Call("fake_power_on");
        return kernel;
    }

    /// <summary>
    /// Runs one explicit test of this assembly in a child process whose imports can be bound.
    /// </summary>
    public static void RunInProcessOfItsOwn(string method, string story)
    {
        using TemporaryFolder folder = new();
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "exec", typeof(FakeKernel).Assembly.Location, "--explicit", "only", "--filter-method", method,
            },
            Environment = { [PathVariable] = Compile(folder), [StoryVariable] = story },
        };
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        Task<string> errors = child.StandardError.ReadToEndAsync();
        if (!child.WaitForExit(ChildTimeout))
        {
            child.Kill();
        }

        string text = output.Result + errors.Result;
        Assert.True(child.ExitCode == 0, text);
        Assert.Contains("succeeded: 1", text, StringComparison.Ordinal);
    }

    public override long GetTimestamp() => _now();

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _pass(dueTime.Ticks * TimeSpan.NanosecondsPerTick);
        callback(state);
        TimeSpan never = Timeout.InfiniteTimeSpan;
        return TimeProvider.System.CreateTimer(static _ => { }, null, never, never);
    }

    public void Pass(TimeSpan time) => _pass(time.Ticks * TimeSpan.NanosecondsPerTick);

    public void SetLeadsOff(int leads) => Call("fake_set_leads_off", leads);

    public void Unplug(bool gone) => Call("fake_unplug", gone ? 1 : 0);

    public void WriteLog(bool on) => Call("fake_log", on ? 1 : 0);

    /// <summary>
    /// Also takes what another library may do and our own driver must not: a file opened without O_CLOEXEC,
    /// and a transfer above the speed that was set last.
    /// </summary>
    public void TakeAnotherLibrary() => Call("fake_take_another_library");

    /// <summary>Every so many calls one is interrupted by a signal.</summary>
    public void InterruptEvery(int calls) => Call("fake_interrupt_every", calls);

    /// <summary>Cuts the supply of the chip and gives it back.</summary>
    public void PowerOn() => Call("fake_power_on");

    /// <summary>A fault of tests/native/faults.c that is one number; zero, or -1, takes most away.</summary>
    public void Set(string fault, int value) => Call("fake_" + fault, value);

    /// <summary>The Nth SPI message from now on fails, none with 0.</summary>
    /// <returns>Messages since the last call.</returns>
    public int FailMessage(int number, int error) => ((delegate* unmanaged<int, int, int>)
        NativeLibrary.GetExport(_library, "fake_fail_message"))(number, error);

    /// <summary>The Nth poll or read of a line from now on fails, none with 0.</summary>
    /// <returns>Such calls since the last call.</returns>
    public int FailLineCall(int number) => ((delegate* unmanaged<int, int>)
        NativeLibrary.GetExport(_library, "fake_fail_line_call"))(number);

    private static string Compile(TemporaryFolder folder)
    {
        string library = folder.File("libfakekernel.so");
        string sources = Path.Combine(TestData.RepositoryRoot, "tests", "native");
        ProcessStartInfo start = new("cc")
        {
            RedirectStandardError = true,
            ArgumentList =
            {
                "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-Wno-maybe-uninitialized",
                "-shared", "-fPIC", "-o", library,
                Path.Combine(sources, "fake_kernel.c"), Path.Combine(sources, "chip.c"),
                Path.Combine(sources, "faults.c"),
            },
        };
        try
        {
            using Process compiler = Process.Start(start)!;
            string errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            Assert.True(compiler.ExitCode == 0, errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("needs a C compiler named 'cc' and linux-libc-dev");
        }

        return library;
    }

    private void Call(string name) => ((delegate* unmanaged<void>)NativeLibrary.GetExport(_library, name))();

    private void Call(string name, int argument) =>
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(_library, name))(argument);

    private string Text(string name) =>
        Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)NativeLibrary.GetExport(_library, name))())!;
}
