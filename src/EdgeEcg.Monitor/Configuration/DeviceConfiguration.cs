namespace EdgeEcg.Monitor.Configuration;

/// <param name="Id">Letters, digits, <c>_</c> and <c>-</c>; a level of every topic.</param>
/// <param name="Name">For people; the id where none was given.</param>
public sealed record DeviceConfiguration(string Id, string Name);
