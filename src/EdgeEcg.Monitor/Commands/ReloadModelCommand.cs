using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.Models;

namespace EdgeEcg.Monitor.Commands;

/// <summary><c>reload_model</c>: takes the installed model package into use.</summary>
/// <param name="models">None where models are not installed on this device.</param>
public sealed class ReloadModelCommand(ModelInUse? models)
{
    public RemoteCommand Command => new("reload_model", Run);

    private void Run(CommandFields fields, CommandCall call)
    {
        fields.End();
        if (models is null)
        {
            throw new CommandRefusedException(
                ReplyError.Unsupported, "This program cannot change its model while it runs; restart it.");
        }

        bool changed = models.Reload(out string id);
        call.Answer(new JsonObject { ["model_id"] = id, ["changed"] = changed });
    }
}
