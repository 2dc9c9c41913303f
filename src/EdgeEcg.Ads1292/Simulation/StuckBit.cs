namespace EdgeEcg.Ads1292.Simulation;

/// <summary>A register bit that always reads the same.</summary>
/// <param name="Register">Where.</param>
/// <param name="Bit">0..7.</param>
/// <param name="Value">What it reads.</param>
public readonly record struct StuckBit(Ads1292Register Register, int Bit, bool Value);
