namespace EdgeEcg.Records.Recording;

/// <summary>One sample of both channels, as the chip gave it.</summary>
/// <param name="SampleIndex">From the start of the run; a step of more than one is a gap.</param>
/// <param name="TimestampNs">On the clock that only runs forward.</param>
/// <param name="Channel1Code">Signed 24-bit code.</param>
/// <param name="Channel2Code">Signed 24-bit code.</param>
public readonly record struct RecordedSample(
    long SampleIndex, long TimestampNs, int Channel1Code, int Channel2Code);
