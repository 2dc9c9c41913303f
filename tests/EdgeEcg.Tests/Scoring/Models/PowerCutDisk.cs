using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Tests.Scoring.Models;

/// <summary>The disk of a device whose power goes before, within or after a given step.</summary>
/// <param name="cutAt">The step, counted from 1; past the last one: never.</param>
/// <param name="moment">When in the step.</param>
internal sealed class PowerCutDisk(int cutAt, PowerCutMoment moment) : IModelDisk
{
    private readonly ModelDisk _disk = new();

    public int Steps { get; private set; }

    public void MakeFolder(string folder) => Step(() => _disk.MakeFolder(folder), () => { });

    public void Write(string file, ReadOnlySpan<byte> content)
    {
        byte[] whole = content.ToArray();
        Step(() => _disk.Write(file, whole), () => File.WriteAllBytes(file, whole[..(whole.Length / 2)]));
    }

    // A rename has happened or has not; the kernel leaves nothing between.
    public void Publish(string staging, string target) =>
        Step(() => _disk.Publish(staging, target), () => { });

    public void Replace(string temporary, string file) =>
        Step(() => _disk.Replace(temporary, file), () => { });

    public void DeleteFolder(string folder) => Step(
        () => _disk.DeleteFolder(folder), () => File.Delete(Directory.GetFiles(folder).Order().First()));

    private void Step(Action whole, Action half)
    {
        bool cut = ++Steps == cutAt;
        if (!cut || moment is PowerCutMoment.After)
        {
            whole();
        }
        else if (moment is PowerCutMoment.Within)
        {
            half();
        }

        if (cut)
        {
            throw new PowerCutException();
        }
    }
}
