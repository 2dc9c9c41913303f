namespace EdgeEcg.Ads1292.Simulation;

/// <summary>What shall go wrong, and when; may be changed while the simulation runs.</summary>
public sealed class SimulatedFaults
{
    /// <summary>The message with this number, counted from 1, fails on the bus and reaches nobody.</summary>
    public long? FailMessageNumber { get; set; }

    /// <summary>How the failing message ends.</summary>
    public SpiOutcome FailWith { get; set; } = SpiOutcome.Failed;

    /// <summary>MISO holds this level: 00 for a pad that is not routed, FF for one that floats.</summary>
    public byte? StuckReply { get; set; }

    /// <summary>This command never arrives: chip select or its timing is disturbed.</summary>
    public Ads1292Command? IgnoredCommand { get; set; }

    /// <summary>ID reads this value.</summary>
    public byte? Identity { get; set; }

    /// <summary>ID reads something else each time, as right after power-up.</summary>
    public bool RandomIdentity { get; set; }

    /// <summary>DRDY does not fall any more from this conversion on.</summary>
    public long? DataReadyFrozenFromSample { get; set; }

    /// <summary>
    /// The edge of this conversion merges with the next one, without a gap in the sequence numbers.
    /// </summary>
    public long? MergedEdgeAtSample { get; set; }

    /// <summary>The edge of this conversion is seen twice, a few microseconds apart.</summary>
    public long? DoubledEdgeAtSample { get; set; }

    /// <summary>Every frame is preceded by a byte of ones.</summary>
    public bool OneByteLate { get; set; }

    /// <summary>A bit that does not take what is written.</summary>
    public StuckBit? StuckRegisterBit { get; set; }

    /// <summary>Power-ups and resets after which registers work and all data are zero.</summary>
    public int DeafResets { get; set; }
}
