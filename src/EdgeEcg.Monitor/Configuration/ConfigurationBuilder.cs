using System.Net;
using EdgeEcg.Monitor.Journal;
using EdgeEcg.Mqtt;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring.Models;
using Keys = EdgeEcg.Monitor.Configuration.ConfigurationKeys;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>Makes the record tree from the values, and checks what one key alone cannot show.</summary>
internal static class ConfigurationBuilder
{
    private const long BytesPerMegabyte = 1_000_000;

    public static MonitorConfiguration Build(ConfigurationValues values)
    {
        values.Get(Keys.Version);
        string id = values.Get(Keys.DeviceId);
        return new MonitorConfiguration(
            new DeviceConfiguration(id, values.Get(Keys.DeviceName) ?? id),
            Source(values),
            Board(values),
            Model(values),
            Mqtt(values, id),
            new AlarmConfiguration(
                values.Get(Keys.PauseMs), values.Get(Keys.PrematurePercent), values.Get(Keys.BradycardiaBpm),
                values.Get(Keys.TachycardiaBpm), values.Get(Keys.BurdenPerMinute), values.Get(Keys.Latching),
                values.Get(Keys.RefractorySeconds)),
            new PublishConfiguration(
                values.Get(Keys.StateInterval), values.Get(Keys.HealthInterval), values.Get(Keys.StripBefore),
                values.Get(Keys.StripAfter), values.Get(Keys.StripSampledData)),
            new StorageConfiguration(values.Absolute(values.Get(Keys.StorageFolder))),
            Journal(values),
            Recording(values),
            Page(values),
            values.Effective())
        {
            Sparkplug = new SparkplugConfiguration(
                values.Get(Keys.SparkplugEnabled), values.Get(Keys.SparkplugGroup)),
        };
    }

    private static JournalLimits Journal(ConfigurationValues values) => new()
    {
        MostBytes = values.Get(Keys.JournalMost) * BytesPerMegabyte,
        AlarmBytes = values.Get(Keys.JournalAlarmReserve) * BytesPerMegabyte,
        MostAge = TimeSpan.FromDays(values.Get(Keys.JournalMostDays)),
        LeastFreeBytes = values.Get(Keys.JournalLeastFree) * BytesPerMegabyte,
        CommitEvery = TimeSpan.FromSeconds(values.Get(Keys.JournalCommit)),
        LiveWithin = TimeSpan.FromSeconds(values.Get(Keys.JournalLive)),
        BackfillPerSecond = values.Get(Keys.JournalBackfill),
        BackfillSharePercent = values.Get(Keys.JournalBackfillShare),
    };

    private static ModelConfiguration Model(ConfigurationValues values) => new(
        values.GetPath(Keys.ModelFolder),
        values.Absolute(values.Get(Keys.ModelTrustedKeys)),
        new ModelTrialLimits(
            TimeSpan.FromMinutes(values.Get(Keys.ModelTrialMinutes)),
            values.Get(Keys.ModelTrialMostFlagged),
            values.Get(Keys.ModelTrialSlowest)));

    private static RecordingConfiguration Recording(ConfigurationValues values) => new(
        values.Get(Keys.RecordingEnabled),
        new RecordingLimits(
            TimeSpan.FromSeconds(values.Get(Keys.RecordingSegment)),
            TimeSpan.FromSeconds(values.Get(Keys.RecordingFlush)),
            values.Get(Keys.RecordingMostMegabytes) * BytesPerMegabyte,
            TimeSpan.FromDays(values.Get(Keys.RecordingMostDays)),
            values.Get(Keys.RecordingLeastFree) * BytesPerMegabyte,
            TimeSpan.FromSeconds(values.Get(Keys.RecordingLockBefore)),
            TimeSpan.FromSeconds(values.Get(Keys.RecordingLockAfter))));

    private static BoardConfiguration Board(ConfigurationValues values)
    {
        BoardConfiguration board = new(
            values.Get(Keys.BoardAccess), values.Get(Keys.BoardI2cBus), values.Get(Keys.PowerMonitor),
            values.Get(Keys.PowerMonitorAddress), values.Get(Keys.ShuntMilliohms),
            values.Get(Keys.ClockChip), values.Get(Keys.StatusLed));
        if (board is { Access: BoardAccess.IotDeviceBindings, StatusLed: { } led }
            && !int.TryParse(led, out _))
        {
            values.Add(
                Keys.StatusLed.Path, $"'{led}'", "a line offset, because board.access is iotdevicebindings");
        }

        return board;
    }

    private static SourceConfiguration Source(ConfigurationValues values)
    {
        SourceConfiguration source = new(
            values.Get(Keys.Kind), values.Get(Keys.RateSps), values.Get(Keys.Channel1Gain),
            values.Get(Keys.Channel2Gain), Ads1292(values), values.Get(Keys.SimulatedSpeed),
            new RecordConfiguration(values.GetPath(Keys.RecordPath), values.Get(Keys.RecordSpeed)));
        if (source.Kind is SourceKind.Record && source.Record.Path is null)
        {
            values.Add(Keys.RecordPath.Path, "nothing", "a record, because source.kind is record");
        }

        return source;
    }

    private static Ads1292Configuration Ads1292(ConfigurationValues values)
    {
        Ads1292Configuration chip = new(
            values.Get(Keys.Access), values.Get(Keys.SpiDevice), values.Get(Keys.GpioChip),
            values.Get(Keys.DataReadyLine), values.Get(Keys.ResetLine), values.Get(Keys.StartLine),
            values.Get(Keys.SpiClockHz));
        ExpectOtherLine(values, Keys.ResetLine, chip.ResetLine, chip.DataReadyLine, Keys.DataReadyLine.Path);
        ExpectOtherLine(values, Keys.StartLine, chip.StartLine, chip.DataReadyLine, Keys.DataReadyLine.Path);
        ExpectOtherLine(values, Keys.StartLine, chip.StartLine, chip.ResetLine, Keys.ResetLine.Path);
        return chip;
    }

    private static void ExpectOtherLine(
        ConfigurationValues values, ConfigurationKey<int?> key, int? line, int? taken, string takenBy)
    {
        if (line is not null && line == taken)
        {
            values.Add(key.Path, $"'{line}'", $"another line than {takenBy}");
        }
    }

    private static MqttConfiguration Mqtt(ConfigurationValues values, string deviceId)
    {
        MqttConfiguration mqtt = new(
            values.Get(Keys.Host), values.Get(Keys.Port), values.Get(Keys.Library),
            values.Get(Keys.Username), values.GetPath(Keys.PasswordFile), Tls(values),
            values.Get(Keys.BaseTopic), values.Get(Keys.ClientId) ?? "edgeecg-" + deviceId,
            values.Get(Keys.KeepAlive), values.Get(Keys.SessionExpiry), values.Get(Keys.Discovery),
            values.Get(Keys.DiscoveryPrefix));
        if (mqtt is { PasswordFile: not null, Username: null })
        {
            values.Add(Keys.PasswordFile.Path, "a password without a user", $"{Keys.Username.Path} as well");
        }

        return mqtt;
    }

    private static PageConfiguration Page(ConfigurationValues values)
    {
        string address = values.Get(Keys.PageAddress);
        PageConfiguration page = new(
            values.Get(Keys.PageEnabled), IPAddress.Parse(address), values.Get(Keys.PagePort),
            values.GetPath(Keys.PagePasswordFile), values.GetPath(Keys.PageTokenFile));
        if (page is { Enabled: true, PasswordFile: null, TokenFile: null }
            && !IPAddress.IsLoopback(page.Address))
        {
            values.Add(
                Keys.PageAddress.Path, $"'{address}' without a password or token",
                $"{Keys.PagePasswordFile.Path} or {Keys.PageTokenFile.Path} as well, or an address of this "
                + "machine only (127.0.0.1)");
        }

        return page;
    }

    private static MqttTls? Tls(ConfigurationValues values)
    {
        bool enabled = values.Get(Keys.TlsEnabled);
        MqttTls tls = new()
        {
            CaFile = values.GetPath(Keys.TlsCaFile),
            CertificateFile = values.GetPath(Keys.TlsCertificateFile),
            KeyFile = values.GetPath(Keys.TlsKeyFile),
            Insecure = !values.Get(Keys.TlsVerify),
        };
        if (tls.CertificateFile is null != tls.KeyFile is null)
        {
            (string present, string absent) = tls.KeyFile is null
                ? (Keys.TlsCertificateFile.Path, Keys.TlsKeyFile.Path)
                : (Keys.TlsKeyFile.Path, Keys.TlsCertificateFile.Path);
            values.Add(present, "it alone", $"{absent} as well");
        }

        // Whoever names TLS files believes the link is encrypted; starting in clear text would betray that.
        if (!enabled && (tls.CaFile ?? tls.CertificateFile ?? tls.KeyFile) is not null)
        {
            values.Add(Keys.TlsEnabled.Path, "TLS files while it is false", "true, or no TLS files");
        }

        return enabled ? tls : null;
    }
}
