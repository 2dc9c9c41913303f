namespace EdgeEcg.Scoring.Models;

/// <summary>The disk itself: contents are flushed, and so are the folders whose names change.</summary>
internal sealed class ModelDisk : IModelDisk
{
    public void MakeFolder(string folder) => Directory.CreateDirectory(folder);

    public void Write(string file, ReadOnlySpan<byte> content)
    {
        using FileStream stream = new(
            file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    public void Publish(string staging, string target)
    {
        FolderSwap.FlushFolder(staging);
        FolderSwap.Publish(staging, target);
    }

    public void Replace(string temporary, string file)
    {
        File.Move(temporary, file, overwrite: true);
        FolderSwap.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    public void DeleteFolder(string folder) => Directory.Delete(folder, recursive: true);
}
