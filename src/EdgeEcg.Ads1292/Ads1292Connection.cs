namespace EdgeEcg.Ads1292;

/// <summary>How the chip is wired. The owner of the parts disposes them, after the driver.</summary>
public sealed record Ads1292Connection
{
    public required ISpiBus Bus { get; init; }

    public required IDataReadyLine DataReady { get; init; }

    /// <summary>Settling waits, and the clock that edge timestamps are on (monotonic).</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>
    /// PWDN/RESET; without it the chip is reset by opcode and must be powered some other way.
    /// </summary>
    public IOutputLine? Reset { get; init; }

    /// <summary>START; without it conversions start by opcode, and the pin must be tied low.</summary>
    public IOutputLine? Start { get; init; }
}
