namespace EdgeEcg.Scoring.Models;

/// <summary>
/// What the store does to the disk, step by step: each is on the disk when it returns. Tests cut the power
/// between and within them.
/// </summary>
internal interface IModelDisk
{
    public void MakeFolder(string folder);

    /// <summary>A new file.</summary>
    public void Write(string file, ReadOnlySpan<byte> content);

    /// <summary>A finished folder gets its name; one of that name is at the old place afterwards.</summary>
    public void Publish(string staging, string target);

    /// <summary>A finished file gets its name, in the place of one that has it.</summary>
    public void Replace(string temporary, string file);

    public void DeleteFolder(string folder);
}
