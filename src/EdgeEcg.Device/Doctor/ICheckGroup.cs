namespace EdgeEcg.Device.Doctor;

/// <summary>
/// Checks that share something: a chip, a folder, a connection. What they opened is closed with the group.
/// </summary>
internal interface ICheckGroup : IDisposable
{
    /// <summary>In the order in which they are made; a check comes after those that it needs.</summary>
    public IEnumerable<Check> Checks { get; }
}
