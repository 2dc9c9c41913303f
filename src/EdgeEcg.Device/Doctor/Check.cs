namespace EdgeEcg.Device.Doctor;

/// <summary>
/// One look at one thing. It says what it needs instead of trying in vain, and never takes longer than its
/// limit.
/// </summary>
/// <param name="Group">Such as <c>chip</c>.</param>
/// <param name="Name">What is looked at.</param>
/// <param name="Limit">After this it counts as failed and is left behind.</param>
/// <param name="Look">Runs on a thread of its own; says expected trouble by the usual exceptions.</param>
/// <param name="Remedy">For trouble that comes as an exception without a remedy of its own.</param>
internal sealed record Check(
    string Group, string Name, TimeSpan Limit, Func<IReadOnlyList<Finding>> Look, string Remedy)
{
    public Check(string group, string name, TimeSpan limit, Func<Finding> look, string remedy)
        : this(group, name, limit, () => [look()], remedy)
    {
    }

    /// <summary>Names of checks of the same group that must not have failed.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}
