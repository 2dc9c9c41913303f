using EdgeEcg.Scoring.Events;

namespace EdgeEcg.Training.Evaluation;

/// <summary>One record's line of an <see cref="EventReport"/>.</summary>
/// <param name="Name">Of the record.</param>
/// <param name="Hours">That count.</param>
/// <param name="Events">Of all kinds.</param>
/// <param name="Alarms">Of them, those that raise an alarm.</param>
/// <param name="TrueRates">Of them, slow and fast rates that the reference's own intervals bear out.</param>
/// <param name="ByKind">How often each kind of episode began.</param>
/// <param name="Runs">Ventricular runs of the reference.</param>
/// <param name="RunsFound">Of those, runs that raised an alarm.</param>
/// <param name="Pauses">Intervals of the reference of two seconds or more.</param>
public sealed record EventFigures(
    string Name,
    double Hours,
    int Events,
    int Alarms,
    int TrueRates,
    IReadOnlyDictionary<HeartEventKind, int> ByKind,
    int Runs,
    int RunsFound,
    int Pauses)
{
    public int this[HeartEventKind kind] => ByKind[kind];
}
