namespace EdgeEcg.Records;

/// <summary>
/// What an annotation says, as the byte pairs of WFDB annotation files number it. 42 to 49 are free for
/// users.
/// </summary>
public enum AnnotationCode : byte
{
    /// <summary>Says nothing; only moves on in time.</summary>
    None = 0,
    Normal = 1,
    LeftBundleBranchBlock = 2,
    RightBundleBranchBlock = 3,
    AberratedAtrialPremature = 4,
    VentricularPremature = 5,

    /// <summary>Fusion of a ventricular and a normal beat.</summary>
    Fusion = 6,
    JunctionalPremature = 7,
    AtrialPremature = 8,
    SupraventricularPremature = 9,
    VentricularEscape = 10,
    JunctionalEscape = 11,
    Paced = 12,
    Unclassifiable = 13,

    /// <summary>The signal quality changes here; the subtype says to what.</summary>
    SignalQuality = 14,

    /// <summary>Isolated, looks like a QRS complex, is none.</summary>
    Artifact = 16,
    StChange = 18,
    TWaveChange = 19,
    Systole = 20,
    Diastole = 21,
    Note = 22,
    Measurement = 23,
    PWave = 24,

    /// <summary>Bundle branch block, left or right.</summary>
    BundleBranchBlock = 25,
    NonConductedPacerSpike = 26,
    TWave = 27,

    /// <summary>The rhythm changes here; the aux string names the new one.</summary>
    RhythmChange = 28,
    UWave = 29,

    /// <summary>A beat during a detector's learning time.</summary>
    Learning = 30,
    FlutterWave = 31,
    VentricularFlutterStart = 32,
    VentricularFlutterEnd = 33,
    AtrialEscape = 34,
    SupraventricularEscape = 35,
    Link = 36,
    NonConductedPWave = 37,

    /// <summary>Fusion of a paced and a normal beat.</summary>
    PacedFusion = 38,
    WaveOnset = 39,
    WaveEnd = 40,
    ROnTVentricularPremature = 41,
}
