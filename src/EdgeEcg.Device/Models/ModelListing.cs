using System.Globalization;
using System.Text.Json;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Device.Models;

/// <summary>The models of a device as a table for people, or as JSON.</summary>
internal static class ModelListing
{
    private const string BuiltIn = "built-in";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static void Print(ModelStore store, TrustedKeys keys, bool json)
    {
        ModelSelection selection = store.Selection;
        StoredModel[] models =
        [
            .. store.List(),
            new StoredModel(BuiltIn, DefaultModel.Load().Manifest, null, null, null),
        ];
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                models = models.Select(m => Json(m, StateOf(m, selection))),
                rolled_back = selection.RolledBack is not { } back ? null : new
                {
                    id = back.ModelId, reason = back.Reason, time = back.Time,
                },
                trusted_keys = keys.Names,
            }));
            return;
        }

        Console.WriteLine("model         state     installed (UTC)      threshold  architecture");
        foreach (StoredModel model in models)
        {
            Console.WriteLine(Line(model, StateOf(model, selection)));
        }

        if (selection.RolledBack is { } rolledBack)
        {
            Console.WriteLine($"taken back: {Short(rolledBack.ModelId)}, {Text(rolledBack.Time)}: "
                + rolledBack.Reason);
        }

        Console.WriteLine(keys.AreAsked
            ? $"signatures by {string.Join(", ", keys.Names)} are asked for ({keys.Folder})"
            : $"signatures are not asked for: no keys (*.pem) in {keys.Folder}");
    }

    public static string Describe(ModelManifest manifest, string? signedBy) => string.Create(
        Invariant,
        $"{Short(manifest.ModelId)} ({manifest.Architecture}, "
        + $"threshold {manifest.Thresholds[0].Score:0.####})"
        + $"{(signedBy is null ? "" : $", signed by {signedBy}")}");

    private static string Line(StoredModel m, string state) => string.Create(
        Invariant,
        $"{Short(m.Id),-12}  {state,-8}  {Text(m.Installed),-19}  "
        + $"{m.Manifest?.Thresholds[0].Score,9:0.####}  {m.Manifest?.Architecture}"
        + $"{(m.SignedBy is null ? "" : $", signed by {m.SignedBy}")}"
        + $"{(m.Fault is null ? "" : $"  REFUSED: {m.Fault}")}");

    private static object Json(StoredModel m, string state) => new
    {
        id = m.Id == BuiltIn ? m.Manifest!.ModelId : m.Id,
        built_in = m.Id == BuiltIn,
        state,
        architecture = m.Manifest?.Architecture,
        threshold = m.Manifest?.Thresholds[0].Score,
        installed = m.Installed,
        signed_by = m.SignedBy,
        fault = m.Fault,
    };

    private static string StateOf(StoredModel model, ModelSelection selection)
    {
        string? id = model.Id == BuiltIn ? null : model.Id;
        return id == selection.Active ? (selection.OnTrial ? "trial" : "active")
            : id == selection.Previous ? "previous"
            : "kept";
    }

    private static string Short(string id) => id.Length > 12 ? id[..12] : id;

    private static string Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", Invariant) ?? "";
}
