namespace EdgeEcg.Scoring;

/// <summary>
/// The QRS of recent beats that were unlike the normal ones. An ectopic focus makes the same shape again and
/// again; noise never repeats itself. So a beat that is far nearer to an earlier abnormal one than to any
/// normal one is ectopic, however noisy its surroundings.
/// </summary>
internal sealed class RecurringShapes
{
    /// <summary>Three per kind of sixteen kinds; the oldest goes.</summary>
    private const int Capacity = 48;

    /// <summary>Added to distances, as everywhere (<see cref="VerdictParts"/>).</summary>
    private const float Floor = 0.01f;

    private readonly BeatParts _layout;
    private readonly int _values;
    private readonly float[] _shapes;
    private long _added;

    public RecurringShapes(BeatParts layout)
    {
        _layout = layout;
        Range last = layout.RangeOf(BeatParts.Qrs, layout.Leads - 1);
        _values = last.End.Value;
        _shapes = new float[Capacity * _values];
    }

    public void Clear() => _added = 0;

    /// <summary>
    /// How many times nearer, as a logarithm, the beat is to the nearest three of these than to the normal
    /// ones; 0 where it is not.
    /// </summary>
    /// <param name="parts">Of the beat.</param>
    /// <param name="leadWeights">How much each lead's square counts.</param>
    /// <param name="distanceToNormal">Of its QRS.</param>
    public float Nearness(ReadOnlySpan<float> parts, ReadOnlySpan<float> leadWeights, float distanceToNormal)
    {
        NearestThree nearest = new();
        int held = (int)Math.Min(_added, Capacity);
        for (int shape = 0; shape < held; shape++)
        {
            ReadOnlySpan<float> other = _shapes.AsSpan(shape * _values, _values);
            float square = 0;
            for (int lead = 0; lead < leadWeights.Length; lead++)
            {
                Range qrs = _layout.RangeOf(BeatParts.Qrs, lead);
                square += leadWeights[lead] * SquaredDistance.Of(parts[qrs], other[qrs]);
            }

            nearest.Add(square);
        }

        return held == 0 ? 0
            : Math.Max(0, MathF.Log((distanceToNormal + Floor) / (nearest.MeanDistance() + Floor)));
    }

    public void Add(ReadOnlySpan<float> parts)
    {
        parts[.._values].CopyTo(_shapes.AsSpan((int)(_added % Capacity) * _values, _values));
        _added++;
    }
}
