using System.Text.Json;

namespace EdgeEcg.Scoring.Models;

/// <summary>
/// The models of a device: a folder for each, named by its id, and <c>active.json</c>, which says which is
/// used and which there is to go back to. A model is complete on the disk before active.json names it, and
/// active.json changes in one step, so that at any moment, also after a power cut, there is a model to load.
/// One program changes the store at a time; reading needs no lock.
/// </summary>
public sealed class ModelStore
{
    /// <summary>Kept beside those that active.json names; the oldest go first.</summary>
    private const int MostOthers = 2;

    private const string SelectionFileName = "active.json";
    private const string LockFileName = ".lock";

    /// <summary>Not a model's name, so nothing looks into it.</summary>
    private const string StagingName = ".installing";

    private readonly TrustedKeys _keys;
    private readonly TimeProvider _time;
    private readonly IModelDisk _disk;

    /// <param name="folder">Made with the first model.</param>
    /// <param name="keys">Who may make models.</param>
    /// <param name="time">The wall clock.</param>
    public ModelStore(string folder, TrustedKeys keys, TimeProvider time)
        : this(folder, keys, time, new ModelDisk())
    {
    }

    internal ModelStore(string folder, TrustedKeys keys, TimeProvider time, IModelDisk disk) =>
        (Folder, _keys, _time, _disk) = (folder, keys, time, disk);

    public string Folder { get; }

    /// <summary>
    /// As the file says; where there is none, or none that can be read, the model that comes with the program
    /// is used.
    /// </summary>
    public ModelSelection Selection
    {
        get
        {
            try
            {
                return File.Exists(SelectionFile)
                    ? JsonSerializer.Deserialize(
                        File.ReadAllBytes(SelectionFile), ModelSelectionJson.Default.ModelSelection) ?? new()
                    : new();
            }
            catch (JsonException)
            {
                return new();
            }
        }
    }

    private string SelectionFile => Path.Combine(Folder, SelectionFileName);

    /// <summary>Loads the model that is to be used.</summary>
    /// <exception cref="BadModelException">It is damaged.</exception>
    public ModelPackage LoadActive() => Load(Selection.Active);

    /// <param name="id">None: the model that comes with the program.</param>
    public ModelPackage Load(string? id) =>
        id is null ? DefaultModel.Load() : ModelPackage.Load(FolderOf(id));

    /// <summary>Checks a package as an install would, and changes nothing.</summary>
    /// <param name="source">Folder, archive, or the id of a model of the store.</param>
    /// <returns>The package and the key it is signed by.</returns>
    /// <exception cref="BadModelException">It would be refused.</exception>
    public (ModelPackage Package, string? SignedBy) Verify(string source)
    {
        string stored = FolderOf(source);
        ModelFiles files = IsId(source) && Directory.Exists(stored)
            ? ModelFiles.ReadFolder(stored)
            : ModelSource.Read(source);
        return Check(files);
    }

    /// <summary>Takes a package into the store and makes it the one to use, on trial.</summary>
    /// <param name="source">Folder, archive, or where exactly one of these is.</param>
    /// <exception cref="BadModelException">It is refused; the store is as it was.</exception>
    /// <exception cref="IOException">The store cannot be written, or is being changed.</exception>
    public ModelInstallation Install(string source)
    {
        ModelFiles files = ModelSource.Read(source);
        (ModelPackage package, string? signer) = Check(files);
        string id = package.Manifest.ModelId;
        using FileStream held = Hold();
        if (Selection.Active == id && IsThere(id, files))
        {
            return new ModelInstallation(package, signer, Changed: false);
        }

        Put(files, FolderOf(id));
        Select(Selection.With(id));
        Prune();
        return new ModelInstallation(Load(id), signer, Changed: true);
    }

    /// <summary>The active model has shown that it works.</summary>
    public ModelSelection PassTrial()
    {
        using FileStream held = Hold();
        return Select(Selection with { OnTrial = false, TrialStarts = 0 });
    }

    /// <summary>The daemon starts with a model on trial.</summary>
    public ModelSelection CountTrialStart()
    {
        using FileStream held = Hold();
        return Select(Selection with { TrialStarts = Selection.TrialStarts + 1 });
    }

    /// <summary>Goes back to the model before.</summary>
    /// <param name="reason">Of the device itself, in one sentence; none: somebody wants it.</param>
    /// <returns>What is selected now.</returns>
    public ModelSelection RollBack(string? reason = null)
    {
        using FileStream held = Hold();
        ModelSelection now = Selection;
        RolledBackModel? rolledBack = reason is null || now.Active is null
            ? null
            : new RolledBackModel(now.Active, reason, _time.GetUtcNow());
        return Select(now.Back(rolledBack));
    }

    /// <summary>Every model of the store, newest first.</summary>
    public IReadOnlyList<StoredModel> List() =>
        [.. Ids().Select(Describe).OrderByDescending(m => m.Installed)];

    private (ModelPackage Package, string? SignedBy) Check(ModelFiles files)
    {
        // The signature before the graph: what ONNX Runtime is given to read comes from somebody known.
        ModelPackage package = ModelPackage.Parse(files, ModelInput.DeviceBeat);
        string? signer = _keys.Check(files);
        package.RunOnce();
        return (package, signer);
    }

    private void Put(ModelFiles files, string target)
    {
        string staging = Path.Combine(Folder, StagingName);
        if (Directory.Exists(staging))
        {
            _disk.DeleteFolder(staging);
        }

        _disk.MakeFolder(staging);
        _disk.Write(Path.Combine(staging, ModelPackage.OnnxFileName), files.Onnx.Span);
        _disk.Write(Path.Combine(staging, ModelPackage.ManifestFileName), files.Manifest.Span);
        if (files.Signature is { } signature)
        {
            _disk.Write(Path.Combine(staging, ModelFiles.SignatureFileName), signature.Span);
        }

        ModelPackage.Load(staging);
        _disk.Publish(staging, target);
        if (Directory.Exists(staging))
        {
            _disk.DeleteFolder(staging);
        }
    }

    private ModelSelection Select(ModelSelection selection)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(
            selection, ModelSelectionJson.Default.ModelSelection);
        string temporary = SelectionFile + ".writing";
        _disk.Write(temporary, [.. json, (byte)'\n']);
        _disk.Replace(temporary, SelectionFile);
        return selection;
    }

    private void Prune()
    {
        ModelSelection now = Selection;
        foreach (StoredModel old in List().Where(m => m.Id != now.Active && m.Id != now.Previous)
            .Skip(MostOthers))
        {
            _disk.DeleteFolder(FolderOf(old.Id));
        }
    }

    private StoredModel Describe(string id)
    {
        DateTimeOffset installed = Directory.GetLastWriteTimeUtc(FolderOf(id));
        ModelManifest? manifest = null;
        try
        {
            ModelFiles files = ModelFiles.ReadFolder(FolderOf(id));
            manifest = ModelPackage.Parse(files, ModelInput.DeviceBeat).Manifest;
            return new StoredModel(id, manifest, installed, _keys.Check(files), null);
        }
        catch (BadModelException bad)
        {
            return new StoredModel(id, manifest, installed, null, bad.Message);
        }
    }

    // The id is that of the graph; thresholds in the manifest may differ.
    private bool IsThere(string id, ModelFiles files)
    {
        string manifest = Path.Combine(FolderOf(id), ModelPackage.ManifestFileName);
        return Describe(id).Fault is null
            && File.ReadAllBytes(manifest).AsSpan().SequenceEqual(files.Manifest.Span);
    }

    private IEnumerable<string> Ids() => Directory.Exists(Folder)
        ? Directory.EnumerateDirectories(Folder).Select(f => Path.GetFileName(f)).Where(IsId)
        : [];

    private string FolderOf(string id) => Path.Combine(Folder, id);

    private static bool IsId(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    // Kept open while the store is changed; the kernel lets go of it when the process ends, however.
    private FileStream Hold()
    {
        _disk.MakeFolder(Folder);
        string file = Path.Combine(Folder, LockFileName);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.Read, FileShare.None);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new IOException($"{Folder} is being changed by another program; try again", e);
        }
    }
}
