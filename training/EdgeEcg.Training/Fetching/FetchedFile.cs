namespace EdgeEcg.Training.Fetching;

/// <summary>How far the fetching is.</summary>
/// <param name="Name">Of the file at hand.</param>
/// <param name="Number">1 is the first.</param>
/// <param name="Count">Files in all.</param>
/// <param name="Bytes">Of this file that are here.</param>
/// <param name="IsComplete">It is here and checked.</param>
public readonly record struct FetchedFile(string Name, int Number, int Count, long Bytes, bool IsComplete);
