namespace EdgeEcg.Training.DataSets;

/// <summary>
/// Beats that cannot be trained on: says in one sentence where, what was found and what was expected.
/// </summary>
public sealed class BadDataSetException(string place, string what, string found, string expected)
    : Exception($"{place}: {what} is {found}, expected {expected}.")
{
    /// <summary>File and line, or the name of the data set and the row.</summary>
    public string Place { get; } = place;
}
