namespace EdgeEcg.Records;

/// <summary>One segment of a record in several (WFDB header(5)).</summary>
/// <param name="Name">Of the record that holds it; null where nothing was recorded (<c>~</c>).</param>
/// <param name="SampleCount">Of each signal; 0 for the layout, which only names the signals.</param>
public readonly record struct WfdbSegment(string? Name, long SampleCount);
