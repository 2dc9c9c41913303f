using System.Text.Json;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;

namespace EdgeEcg.Monitor.Supervision;

/// <summary>
/// Counts starts that failed quickly, in <c>state/starts.json</c>, and so breaks the loop of a program that
/// crashes, is restarted and crashes: after five in a row it starts in safe mode. A run that lasted a minute
/// was a good one. Safe mode is left after a while by another start, because an unattended device must
/// not stay blind for good; if that one fails quickly too, safe mode is back at once. Needs no clock.
/// </summary>
public sealed class StartLedger
{
    /// <summary>Quick failures in a row that lead to safe mode.</summary>
    public const int MostQuickFailures = 5;

    /// <summary>A run that lasted so long is no part of a crash loop.</summary>
    public static readonly TimeSpan StableAfter = TimeSpan.FromMinutes(1);

    /// <summary>After so long in safe mode the whole program is tried again.</summary>
    public static readonly TimeSpan SafeModeLimit = TimeSpan.FromMinutes(10);

    private const string FileName = "starts.json";

    private readonly StateFolder _state;
    private readonly string _kernelBootId;
    private StartRecord _record;

    /// <param name="state">Where it is kept.</param>
    /// <param name="kernelBootId">Tells a crash of the program from one of the machine.</param>
    public StartLedger(StateFolder state, string kernelBootId)
    {
        _state = state;
        _kernelBootId = kernelBootId;
        _record = new StartRecord { KernelBootId = kernelBootId, QuickFailures = 0, Phase = RunPhase.Ended };
    }

    /// <summary>Quick failures in a row before this start.</summary>
    public int QuickFailures => _record.QuickFailures;

    /// <summary>The kernel's own name for its boot; empty where it has none.</summary>
    public static string ReadKernelBootId()
    {
        const string path = "/proc/sys/kernel/random/boot_id";
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
    }

    /// <summary>This run begins.</summary>
    public RunStart Begin()
    {
        StartRecord? last = _state.Read(FileName, StateJson.Default.StartRecord);
        bool failedQuickly = last?.Phase is RunPhase.Starting;
        int failures = failedQuickly ? last!.QuickFailures + 1 : last?.QuickFailures ?? 0;
        _record = new StartRecord
        {
            KernelBootId = _kernelBootId, QuickFailures = failures, Phase = RunPhase.Starting,
        };
        Save();
        return new RunStart(failures >= MostQuickFailures ? RunMode.Safe : RunMode.Normal, EndOf(last));
    }

    /// <summary>This run has lasted long enough to count as a good one.</summary>
    /// <param name="mode">Of this run: in safe mode the failures stay on record.</param>
    public void MarkStable(RunMode mode) => Save(
        RunPhase.Stable, mode is RunMode.Safe ? _record.QuickFailures : 0);

    /// <summary>This run ends because somebody wants it to.</summary>
    public void MarkEnded() => Save(RunPhase.Ended, 0);

    /// <summary>This run in safe mode ends so that the whole program is tried again.</summary>
    public void MarkSafeModeOver() => Save(RunPhase.Ended, MostQuickFailures - 1);

    private LastEnd EndOf(StartRecord? last) => last switch
    {
        null => LastEnd.First,
        { Phase: RunPhase.Ended } => LastEnd.Clean,
        _ => last.KernelBootId == _kernelBootId ? LastEnd.Crash : LastEnd.Power,
    };

    private void Save(RunPhase phase, int failures)
    {
        _record = _record with { Phase = phase, QuickFailures = failures };
        Save();
    }

    private void Save() => _state.Write(
        FileName, JsonSerializer.SerializeToUtf8Bytes(_record, StateJson.Default.StartRecord));
}
