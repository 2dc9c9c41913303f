using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.Models;
using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// <c>model_install</c>: installs a model package that is on the device already, on a USB stick for instance,
/// and takes it into use.
/// </summary>
/// <param name="models">None where models are not installed on this device.</param>
public sealed class ModelInstallCommand(ModelInUse? models)
{
    private const int MostPathCharacters = 1024;

    public RemoteCommand Command => new("model_install", Run);

    private void Run(CommandFields fields, CommandCall call)
    {
        string path = fields.RequiredText(
            "path", MostPathCharacters, "the path on the device of a folder, .zip or .tar.gz");
        fields.End();
        if (models is null)
        {
            throw new CommandRefusedException(
                ReplyError.Unsupported, "Models are not installed on this device.");
        }

        ModelInstallation done = models.Install(path);
        call.Answer(new JsonObject
        {
            ["model_id"] = done.Package.Manifest.ModelId,
            ["signed_by"] = done.SignedBy,
            ["changed"] = done.Changed,
        });
    }
}
