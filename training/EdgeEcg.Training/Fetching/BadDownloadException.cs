namespace EdgeEcg.Training.Fetching;

/// <summary>
/// A file that could not be had, or is not what its publisher says: in one sentence which, what was found and
/// what was expected.
/// </summary>
public sealed class BadDownloadException(string address, string what, string found, string expected)
    : Exception($"{address}: {what} is {found}, expected {expected}.");
