namespace EdgeEcg.Scoring;

/// <summary>
/// A model package that does not fit: says in one sentence which file, what in it, what was found and
/// expected.
/// </summary>
public sealed class BadModelException(
    string file, string what, string found, string expected, Exception? cause = null)
    : Exception($"{file}: {what} is {found}, expected {expected}.", cause)
{
    public string File { get; } = file;

    public string What { get; } = what;

    public string Found { get; } = found;

    public string Expected { get; } = expected;
}
