namespace EdgeEcg.Training;

/// <summary>
/// Writes a file as a whole or not at all: beside its name, flushed, then renamed. On a full disk or after a
/// power cut what was there before is still there.
/// </summary>
public static class WholeFile
{
    public static void Write(string file, ReadOnlySpan<byte> content)
    {
        string target = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string staging = target + ".writing";
        try
        {
            using (FileStream stream = new(staging, FileMode.Create, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(staging, target, overwrite: true);
        }
        finally
        {
            File.Delete(staging);
        }
    }
}
