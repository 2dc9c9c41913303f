namespace EdgeEcg.Ads1292.Simulation;

/// <summary>A fault by name, so that a technician can see what a check says before it happens.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Meaning">What it imitates, in a few words.</param>
public sealed record ScriptedFault(string Name, string Meaning)
{
    /// <summary>The chip and its surroundings.</summary>
    public SimulatedChipOptions Options { get; init; } = Healthy;

    /// <summary>Done to the chip before anybody talks to it.</summary>
    public Action<SimulatedAds1292> Begin { get; init; } = static _ => { };

    /// <summary>Electrodes without contact.</summary>
    public Electrodes LeadsOff { get; init; }

    /// <summary>A real chip has noise, some offset and a clock that is not quite right.</summary>
    public static SimulatedChipOptions Healthy { get; } = new()
    {
        NoiseSeed = 1, OffsetMicrovolts = 20, ClockErrorPartsPerMillion = 1500,
    };
}
