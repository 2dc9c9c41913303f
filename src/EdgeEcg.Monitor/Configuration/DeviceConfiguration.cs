namespace EdgeEcg.Monitor.Configuration;

/// <param name="Id">Letters, digits, <c>_</c> and <c>-</c>; a level of every topic.</param>
/// <param name="Name">For people; the id where none was given.</param>
/// <param name="IdentifyLine">Line of the GPIO chip that lights a lamp; null: there is none.</param>
public sealed record DeviceConfiguration(string Id, string Name, int? IdentifyLine = null);
