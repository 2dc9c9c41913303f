namespace EdgeEcg.Scoring;

/// <summary>The model that comes with the program; docs/default-model.md is its card.</summary>
public static class DefaultModel
{
    /// <summary>Beside the program's files.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "DefaultModel");

    /// <exception cref="BadModelException">The program's own files are damaged.</exception>
    public static ModelPackage Load() => ModelPackage.Load(Folder);
}
