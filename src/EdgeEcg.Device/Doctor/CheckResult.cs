namespace EdgeEcg.Device.Doctor;

/// <summary>One row of the table that a technician reads.</summary>
/// <param name="Group">Such as <c>chip</c> or <c>broker</c>.</param>
/// <param name="Name">What was looked at; unique within its group.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Found">The evidence, with units.</param>
/// <param name="Remedy">What to do; empty where nothing has to be done.</param>
internal sealed record CheckResult(
    string Group, string Name, CheckVerdict Verdict, string Found, string Remedy)
{
    /// <summary>Time that the check took, this row and its neighbours from the same look.</summary>
    public double ElapsedMs { get; init; }

    /// <summary>
    /// It failed because this machine or this build lacks what the check needs, not because of what was
    /// checked.
    /// </summary>
    public bool IsEnvironment { get; init; }
}
