namespace EdgeEcg.Mqtt;

/// <summary>
/// Publishes without an answer, oldest first. The link's window bounds it to a few, so a list is searched.
/// </summary>
internal sealed class OutstandingPublishes
{
    private readonly List<(long Id, PublishPurpose Purpose, long Timestamp)> _publishes = [];

    public int Count => _publishes.Count;

    public void Add(long publishId, PublishPurpose purpose, long timestamp) =>
        _publishes.Add((publishId, purpose, timestamp));

    public bool Contains(long publishId) => IndexOf(publishId) >= 0;

    public PublishPurpose Remove(long publishId)
    {
        int index = IndexOf(publishId);
        if (index < 0)
        {
            return PublishPurpose.Unknown;
        }

        PublishPurpose purpose = _publishes[index].Purpose;
        _publishes.RemoveAt(index);
        return purpose;
    }

    /// <summary>Zero while nothing is outstanding.</summary>
    public TimeSpan OldestAge(TimeProvider time) =>
        _publishes.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(_publishes[0].Timestamp);

    private int IndexOf(long publishId)
    {
        for (int i = 0; i < _publishes.Count; i++)
        {
            if (_publishes[i].Id == publishId)
            {
                return i;
            }
        }

        return -1;
    }
}
