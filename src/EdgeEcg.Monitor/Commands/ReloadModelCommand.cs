using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary><c>reload_model</c>: takes the installed model package into use.</summary>
/// <param name="reload">
/// Does it and answers, on the desk's thread; none where models are not installed on this device.
/// </param>
public sealed class ReloadModelCommand(Action<CommandCall>? reload)
{
    public RemoteCommand Command => new("reload_model", Run);

    private void Run(CommandFields fields, CommandCall call)
    {
        fields.End();
        if (reload is null)
        {
            throw new CommandRefusedException(
                ReplyError.Unsupported, "This program cannot change its model while it runs; restart it.");
        }

        reload(call);
    }
}
