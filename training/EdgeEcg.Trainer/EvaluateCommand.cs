using System.CommandLine;

namespace EdgeEcg.Trainer;

/// <summary><c>edgeecg-train evaluate</c>: the measuring rods, each against annotated records.</summary>
internal static class EvaluateCommand
{
    public static Command Create() => new("evaluate", "Measure against annotated records.")
    {
        EvaluateBeatsCommand.Create(),
        EvaluateAnomaliesCommand.Create(),
        EvaluateQualityCommand.Create(),
        EvaluateEventsCommand.Create(),
    };
}
