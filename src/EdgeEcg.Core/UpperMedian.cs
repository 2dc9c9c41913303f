namespace EdgeEcg.Core;

/// <summary>
/// The upper median of values, without sorting them all: only the part that holds it is parted further (C. A.
/// R. Hoare, Commun ACM 4, 1961, "Find").
/// </summary>
internal static class UpperMedian
{
    /// <param name="values">At least one, none of them NaN; their order is changed.</param>
    public static float Of(Span<float> values)
    {
        int wanted = values.Length / 2;
        int first = 0;
        int last = values.Length - 1;
        while (first < last)
        {
            (int low, int high) = Part(values, first, last, values[wanted]);
            first = high < wanted ? low : first;
            last = low > wanted ? high : last;
        }

        return values[wanted];
    }

    // Afterwards nothing up to high is above the pivot, and nothing from low on is below it.
    private static (int Low, int High) Part(Span<float> values, int low, int high, float pivot)
    {
        while (low <= high)
        {
            while (values[low] < pivot)
            {
                low++;
            }

            while (values[high] > pivot)
            {
                high--;
            }

            if (low <= high)
            {
                (values[low], values[high]) = (values[high], values[low]);
                low++;
                high--;
            }
        }

        return (low, high);
    }
}
