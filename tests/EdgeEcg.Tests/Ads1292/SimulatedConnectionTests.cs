namespace EdgeEcg.Tests.Ads1292;

public sealed class SimulatedConnectionTests() : ChipConnectionContract(chip => chip.ConnectionWithPins);
