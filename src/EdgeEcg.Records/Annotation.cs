namespace EdgeEcg.Records;

/// <summary>A label at a moment of a record.</summary>
/// <param name="SampleIndex">Samples since the start of the record.</param>
/// <param name="Code">What it says.</param>
/// <param name="Subtype">Finer distinction; its meaning depends on the code.</param>
/// <param name="Channel">The signal it is about.</param>
/// <param name="Number">Tells apart annotations of one moment, or annotators.</param>
/// <param name="Aux">Free text of at most 255 bytes; null where there is none.</param>
public readonly record struct Annotation(
    long SampleIndex,
    AnnotationCode Code,
    sbyte Subtype = 0,
    byte Channel = 0,
    sbyte Number = 0,
    string? Aux = null)
{
    public override string ToString() => Aux is null
        ? $"{SampleIndex} {Code.Mnemonic}"
        : $"{SampleIndex} {Code.Mnemonic} {Aux}";
}
