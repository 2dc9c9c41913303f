using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// The last transactions and their replies, so that a command which the broker delivers twice is carried out
/// once. For any thread.
/// </summary>
public sealed class RecentTransactions(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MqttMessage?> _replies = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new(capacity);

    /// <param name="key">Verb and transaction.</param>
    /// <param name="reply">What it was answered; none while that is being found out.</param>
    /// <returns>Whether it is a new one.</returns>
    public bool TryBegin(string key, out MqttMessage? reply)
    {
        lock (_gate)
        {
            if (_replies.TryGetValue(key, out reply))
            {
                return false;
            }

            if (_order.Count == capacity)
            {
                _replies.Remove(_order.Dequeue());
            }

            _order.Enqueue(key);
            _replies.Add(key, null);
            return true;
        }
    }

    public void Finish(string key, in MqttMessage reply)
    {
        lock (_gate)
        {
            if (_replies.ContainsKey(key))
            {
                _replies[key] = reply;
            }
        }
    }
}
