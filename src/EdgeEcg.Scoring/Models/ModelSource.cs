namespace EdgeEcg.Scoring.Models;

/// <summary>
/// Where a model package is taken from: its folder, an archive, or a place that holds exactly one of either,
/// such as a USB stick.
/// </summary>
internal static class ModelSource
{
    /// <exception cref="BadModelException">There is no package, or more than one.</exception>
    public static ModelFiles Read(string path)
    {
        string full = Path.GetFullPath(path);
        string place = Directory.Exists(full) && !IsPackage(full) ? FindOnly(full) : full;
        if (Directory.Exists(place))
        {
            return ModelFiles.ReadFolder(place);
        }

        if (!File.Exists(place))
        {
            throw new BadModelException(
                place, "it", "not there", "the folder, .zip or .tar.gz of a model package");
        }

        return ModelArchive.IsNamed(place)
            ? ModelArchive.Read(place)
            : throw new BadModelException(
                place, "its kind", $"'{Path.GetExtension(place)}'", "a folder, .zip, .tar.gz or .tgz");
    }

    private static bool IsPackage(string folder) =>
        File.Exists(Path.Combine(folder, ModelPackage.ManifestFileName))
        || File.Exists(Path.Combine(folder, ModelPackage.OnnxFileName));

    private static string FindOnly(string folder)
    {
        string[] found =
        [
            .. Directory.EnumerateDirectories(folder).Where(IsPackage)
                .Concat(Directory.EnumerateFiles(folder).Where(ModelArchive.IsNamed))
                .Order(StringComparer.Ordinal),
        ];
        return found switch
        {
            [string only] => only,
            [] => throw new BadModelException(
                folder, "what is in it", "no model package",
                "model.json and model.onnx, or one folder or archive (.zip, .tar.gz) with them"),
            _ => throw new BadModelException(
                folder, "what is in it", string.Join(", ", found.Select(Path.GetFileName)),
                "one model package; name the one to take"),
        };
    }
}
