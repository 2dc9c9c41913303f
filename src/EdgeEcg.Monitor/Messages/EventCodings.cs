namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// What our codes are called elsewhere, where something fits. Events of the heart are overall ECG
/// observations of LOINC; the alert codes are those of ISO/IEEE 11073-10101, as DICOM's context group 3038
/// lists them, written partition × 65536 + term as FHIR wants it. A code that would claim more than the
/// program knows (a sinus tachycardia, an asystole) is not given.
/// </summary>
internal static class EventCodings
{
    private const string Loinc = "http://loinc.org";
    private const string Mdc = "urn:iso:std:iso:11073:10101";

    private static readonly Coding Observation = Of(Loinc, "18810-2", "Overall EKG observation");
    private static readonly Coding Arrhythmia = Of(Mdc, "199874", "MDC_EVT_ECG_ARRHY");
    private static readonly Coding[] ArrhythmiaOfTheHeart = [Observation, Arrhythmia];

    public static IReadOnlyList<Coding> Of(string code, EventKind kind) => code switch
    {
        EventCodes.IrregularRhythm => [Observation, Of(Mdc, "199726", "MDC_EVT_ECG_RR_IRREG")],
        EventCodes.Pause => [Observation, Of(Mdc, "199686", "MDC_EVT_ECG_BEAT_MISSED")],
        EventCodes.LeadOff => [Of(Mdc, "196680", "MDC_EVT_LEAD_OFF")],
        _ => kind is EventKind.Physiological ? ArrhythmiaOfTheHeart : [],
    };

    private static Coding Of(string system, string code, string display) =>
        new() { System = system, Code = code, Display = display };
}
