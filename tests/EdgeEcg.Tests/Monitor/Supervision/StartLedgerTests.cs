using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Monitor.Supervision;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Supervision;

public sealed class StartLedgerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Five_quick_failures_in_a_row_lead_to_safe_mode()
    {
        RunMode[] modes = [.. Enumerable.Range(0, 7).Select(_ => Ledger().Begin().Mode)];

        Assert.Equal(
            [.. Enumerable.Repeat(RunMode.Normal, 5), RunMode.Safe, RunMode.Safe], modes);
    }

    [Fact]
    public void A_run_that_lasted_breaks_the_row()
    {
        for (int i = 0; i < 4; i++)
        {
            Ledger().Begin();
        }

        StartLedger good = Ledger();
        good.Begin();
        good.MarkStable(RunMode.Normal);

        Assert.Equal(new RunStart(RunMode.Normal, LastEnd.Crash), Ledger().Begin());
        Assert.Equal(RunMode.Normal, Ledger().Begin().Mode);
    }

    [Fact]
    public void After_safe_mode_the_whole_program_gets_one_chance()
    {
        for (int i = 0; i < 5; i++)
        {
            Ledger().Begin();
        }

        StartLedger safe = Ledger();
        Assert.Equal(RunMode.Safe, safe.Begin().Mode);
        safe.MarkStable(RunMode.Safe);
        safe.MarkSafeModeOver();

        Assert.Equal(RunMode.Normal, Ledger().Begin().Mode);
        Assert.Equal(RunMode.Safe, Ledger().Begin().Mode);
    }

    [Fact]
    public void Safe_mode_that_was_killed_after_a_minute_is_still_safe_mode()
    {
        for (int i = 0; i < 5; i++)
        {
            Ledger().Begin();
        }

        StartLedger safe = Ledger();
        safe.Begin();
        safe.MarkStable(RunMode.Safe);

        Assert.Equal(RunMode.Safe, Ledger().Begin().Mode);
    }

    [Fact]
    public void How_the_last_run_ended_is_known()
    {
        StartLedger first = Ledger("kernel-1");
        Assert.Equal(LastEnd.First, first.Begin().LastEnd);
        first.MarkEnded();
        Assert.Equal(LastEnd.Clean, Ledger("kernel-1").Begin().LastEnd);
        Assert.Equal(LastEnd.Crash, Ledger("kernel-1").Begin().LastEnd);
        Assert.Equal(LastEnd.Power, Ledger("kernel-2").Begin().LastEnd);
    }

    [Fact]
    public void A_ledger_that_cannot_be_read_or_written_stops_nothing()
    {
        File.WriteAllText(_folder.File("state"), "a file where the folder should be");

        Assert.Equal(new RunStart(RunMode.Normal, LastEnd.First), Ledger().Begin());
    }

    public void Dispose() => _folder.Dispose();

    private StartLedger Ledger(string kernel = "kernel") => new(new StateFolder(_folder.Path), kernel);
}
