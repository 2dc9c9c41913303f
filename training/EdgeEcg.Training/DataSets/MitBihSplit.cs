namespace EdgeEcg.Training.DataSets;

/// <summary>
/// The two halves of the MIT-BIH Arrhythmia Database by which models are compared: no wearer is in both, and
/// the paced records are in neither (P. de Chazal, M. O'Dwyer, R. B. Reilly, IEEE Trans Biomed Eng 2004).
/// </summary>
public static class MitBihSplit
{
    /// <summary>What may be learned from and tuned on.</summary>
    public static IReadOnlyList<string> Ds1 { get; } =
    [
        "101", "106", "108", "109", "112", "114", "115", "116", "118", "119", "122",
        "124", "201", "203", "205", "207", "208", "209", "215", "220", "223", "230",
    ];

    /// <summary>What is only looked at for the report.</summary>
    public static IReadOnlyList<string> Ds2 { get; } =
    [
        "100", "103", "105", "111", "113", "117", "121", "123", "200", "202", "210",
        "212", "213", "214", "219", "221", "222", "228", "231", "232", "233", "234",
    ];
}
