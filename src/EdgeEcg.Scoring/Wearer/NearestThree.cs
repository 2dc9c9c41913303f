namespace EdgeEcg.Scoring;

/// <summary>
/// The mean of the three least of many distances: one stray neighbour cannot make a beat look normal.
/// </summary>
internal struct NearestThree
{
    private float _first = float.PositiveInfinity;
    private float _second = float.PositiveInfinity;
    private float _third = float.PositiveInfinity;

    public NearestThree()
    {
    }

    /// <summary>Takes the square of a distance.</summary>
    public void Add(float square)
    {
        if (square >= _third)
        {
            return;
        }

        (_first, _second, _third) = square < _first ? (square, _first, _second)
            : square < _second ? (_first, square, _second)
            : (_first, _second, square);
    }

    /// <summary>Of those there are, if there are fewer than three.</summary>
    public readonly float MeanDistance()
    {
        float sum = 0;
        int count = 0;
        ReadOnlySpan<float> squares = [_first, _second, _third];
        foreach (float square in squares)
        {
            if (float.IsFinite(square))
            {
                sum += MathF.Sqrt(square);
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }
}
