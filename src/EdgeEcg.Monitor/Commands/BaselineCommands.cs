using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// <c>baseline_confirm</c> and <c>baseline_reset</c>: a technician has seen that what is taken for normal is
/// normal, or wants the wearer learned anew.
/// </summary>
/// <param name="monitor">Has the baseline.</param>
public sealed class BaselineCommands(HeartMonitor monitor)
{
    public RemoteCommand Confirm => new("baseline_confirm", (fields, call) => Run(fields, call, ConfirmIt));

    public RemoteCommand Reset => new("baseline_reset", (fields, call) => Run(fields, call, ResetIt));

    private void Run(
        CommandFields fields, CommandCall call, Action<CommandCall, BaselineKeeping, WearerBaseline> change)
    {
        fields.End();
        call.Expect(monitor.TryAsk(() =>
        {
            if (monitor.Baseline is { } keeping && monitor.Monitor.Baseline is { } baseline)
            {
                change(call, keeping, baseline);
            }
            else
            {
                call.Refuse(ReplyError.Unsupported, "Nothing is analysed now: there is no baseline.");
            }
        }));
    }

    private static void ConfirmIt(CommandCall call, BaselineKeeping keeping, WearerBaseline baseline)
    {
        if (keeping.Confirm())
        {
            Answer(call, baseline);
        }
        else
        {
            call.Refuse(
                ReplyError.Conflict,
                $"The wearer is still being learned: {baseline.BeatsLearned} of "
                + $"{WearerBaseline.BeatsToLearn} beats.");
        }
    }

    private static void ResetIt(CommandCall call, BaselineKeeping keeping, WearerBaseline baseline)
    {
        keeping.Reset();
        Answer(call, baseline);
    }

    private static void Answer(CommandCall call, WearerBaseline baseline) => call.Answer(new JsonObject
    {
        ["learning"] = !baseline.IsReady,
        ["beats_learned"] = baseline.BeatsLearned,
        ["beats_to_learn"] = WearerBaseline.BeatsToLearn,
        ["confirmed"] = baseline.IsConfirmed,
    });
}
