using System.CommandLine;
using EdgeEcg.Ads1292;
using EdgeEcg.Device;
using EdgeEcg.Device.Config;
using EdgeEcg.Device.Provisioning;
using EdgeEcg.Device.Doctor;
using EdgeEcg.Device.Models;
using EdgeEcg.Device.Status;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Mqtt;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

RootCommand root = new("An unattended heart monitor: finds and scores every beat, publishes the abnormal. "
    + "Not a medical device.")
{
    DemoCommand.Create(),
    RunCommand.Create(),
    AnalyzeCommand.Create(),
    BaselineCommand.Create(),
    ReplayCommand.Create(),
    DoctorCommand.Create(),
    ExportCommand.Create(),
    ConfigCommand.Create(),
    ProvisionCommand.Create(),
    StatusCommand.Create(),
    ModelCommand.Create(),
};
ParseResult arguments = root.Parse(args);
if (arguments.Errors.Count > 0)
{
    Console.Error.WriteLine($"edgeecg: {arguments.Errors[0].Message} (edgeecg --help shows what there is)");
    return ExitCode.BadInput;
}

try
{
    return await arguments.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CheckFailedException failed)
{
    Console.Error.WriteLine(failed.Message);
    return ExitCode.AnswerIsNo;
}
catch (Exception bad) when (bad is BadRecordException or BadModelException or ConfigurationException)
{
    Console.Error.WriteLine($"edgeecg: {bad.Message}");
    return ExitCode.BadInput;
}
catch (Exception broken) when (broken is EnvironmentException or Ads1292Exception or MqttLibraryException
    or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"edgeecg: {broken.Message}");
    return ExitCode.Environment;
}
