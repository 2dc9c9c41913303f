namespace EdgeEcg.Ads1292;

/// <summary>The amplifier that drives the inverted common mode back into the body.</summary>
/// <param name="AmplifierOn">Runs; otherwise the body floats.</param>
/// <param name="DerivedFrom">Inputs whose average is the common mode.</param>
/// <param name="InternalReference">
/// Aims at the chip's own mid-supply; false where the RLDREF pin is wired.
/// </param>
public readonly record struct RightLegDriveSettings(
    bool AmplifierOn, Electrodes DerivedFrom, bool InternalReference = true);
