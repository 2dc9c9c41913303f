using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeEcg.Monitor.Journal;

/// <summary>Statements by their text, made once; their values are <c>$0</c>, <c>$1</c> and so on.</summary>
internal sealed class SqlitePreparedCommands(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    /// <returns>Rows changed.</returns>
    public int Run(string sql, params ReadOnlySpan<object> values) => With(sql, values).ExecuteNonQuery();

    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> take, params ReadOnlySpan<object> values)
    {
        List<T> rows = [];
        using SqliteDataReader reader = With(sql, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(take(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand With(string sql, ReadOnlySpan<object> values)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter(
                    string.Create(CultureInfo.InvariantCulture, $"${i}"), null));
            }

            _commands.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
