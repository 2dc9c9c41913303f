using EdgeEcg.Records;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Monitor;

/// <summary>What goes beside the samples of a recording; one of the three.</summary>
internal readonly record struct RecorderNote(
    Annotation? Annotation, RecordedEvent? Event, ClockReading? Clock);
