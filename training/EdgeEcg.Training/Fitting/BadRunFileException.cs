namespace EdgeEcg.Training.Fitting;

/// <summary>
/// A run file that training cannot go on from: says in one sentence which, what was found and what was
/// expected.
/// </summary>
public sealed class BadRunFileException(string file, string what, string found, string expected)
    : Exception($"{file}: {what} is {found}, expected {expected}.");
