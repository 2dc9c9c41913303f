namespace EdgeEcg.Device.Config;

/// <summary>What can be said of a file that the configuration names without showing what is in it.</summary>
/// <param name="Description">For people, such as "12 bytes, mode 0600".</param>
internal sealed record NamedFile(bool IsFine, string Description)
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static NamedFile Look(string path, bool isSecret)
    {
        try
        {
            FileInfo info = new(path);
            if (!info.Exists)
            {
                return new NamedFile(false, $"{path}, which is not there");
            }

            UnixFileMode mode = info.UnixFileMode;
            bool open = isSecret && (mode & Others) != 0;
            string octal = Convert.ToString((int)mode, 8).PadLeft(4, '0');
            return new NamedFile(!open, $"{path} ({info.Length} bytes, mode {octal})");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new NamedFile(false, $"{path}, which cannot be looked at ({trouble.Message})");
        }
    }
}
