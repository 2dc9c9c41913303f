namespace EdgeEcg.Monitor.Configuration;

/// <summary>Clocks with a battery of their own.</summary>
public enum ClockChipKind
{
    None,
    Ds3231,
}
