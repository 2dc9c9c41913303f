namespace EdgeEcg.Scoring.Models;

public enum ModelTrialOutcome : byte
{
    Running,
    Passed,
    Failed,
}
