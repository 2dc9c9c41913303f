namespace EdgeEcg.Records;

/// <summary>
/// Opening the files of a record. That one is missing, a folder, or closed to us is bad input like any other,
/// so it is said the same way; a disk that fails later stays an <see cref="IOException"/>.
/// </summary>
internal static class RecordFile
{
    // Decoders bring their own blocks; a second buffer in the stream would only copy once more.
    private const int NoStreamBuffer = 0;

    /// <summary>The caller owns and disposes the stream.</summary>
    public static FileStream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, NoStreamBuffer);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw BadRecordException.InFile(path, "no such file", "a file of the record", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or PathTooLongException)
        {
            throw BadRecordException.InFile(
                path, "a folder or a file that may not be read", "a readable file", e);
        }
    }

    /// <summary>The whole of a small file; a longer one is refused rather than loaded.</summary>
    public static byte[] ReadAll(string path, int maxBytes, string what)
    {
        using FileStream stream = OpenRead(path);
        if (stream.Length > maxBytes)
        {
            throw BadRecordException.InFile(
                path, $"{stream.Length} bytes", $"{what} of at most {maxBytes} bytes");
        }

        byte[] content = new byte[stream.Length];
        int length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length == content.Length ? content : content[..length];
    }
}
