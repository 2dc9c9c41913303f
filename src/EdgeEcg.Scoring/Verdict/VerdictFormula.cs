namespace EdgeEcg.Scoring;

/// <summary>
/// How a beat's parts become its score. Two questions are asked, each answered by the logarithm of odds: is
/// the shape that of a ventricular or fusion beat, is rhythm and P wave that of a supraventricular one? The
/// second answer is limited, since an early beat of normal shape is the lesser matter, and irregular rhythms
/// would drown the first. z = ln(e^shape + e^min(rhythm, limit)); the score is e^(z/4), which keeps it
/// positive and readable: 1 where abnormal is as likely as normal.
/// </summary>
public sealed record VerdictFormula
{
    public required VerdictTerm Shape { get; init; }

    public required VerdictTerm Rhythm { get; init; }

    public required double RhythmLimit { get; init; }

    /// <summary>Odds that a beat is ventricular, and nothing else.</summary>
    public required VerdictTerm Ventricular { get; init; }

    /// <summary>Above it a beat is called ventricular.</summary>
    public required double VentricularLimit { get; init; }

    /// <summary>How the numbers were found, and on which beats.</summary>
    public required string From { get; init; }
}
