namespace EdgeEcg.Ads1292;

/// <summary>One line of the table that a technician reads.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Measured">In <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit of the three numbers.</param>
/// <param name="LowestExpected">Smallest value of a chip that is all right.</param>
/// <param name="HighestExpected">Largest value of a chip that is all right.</param>
/// <param name="Verdict">Whether it is.</param>
/// <param name="Remedy">What to do where it is not; empty otherwise.</param>
public sealed record SelfTestResult(
    string Name,
    double Measured,
    string Unit,
    double LowestExpected,
    double HighestExpected,
    SelfTestVerdict Verdict,
    string Remedy);
