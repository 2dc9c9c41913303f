-- Questions that owners of a fleet ask. psql --file questions.sql

\echo 'Alarms per device and day, the last seven days'
select device_id, day, code, priority, alarms, never_acknowledged, longest
from edgeecg.alarms_per_device_per_day
where day > current_date - 7
order by device_id, day, alarms desc;

\echo 'Devices now, the longest silence first'
select * from edgeecg.devices_now order by silent_for desc;

\echo 'Events per hour of readable signal, by device, the last day'
select device_id,
       count(*) as events,
       round(count(*) / nullif((select count(distinct date_trunc('minute', at)) / 60.0
                                from edgeecg.state
                                where state.device_id = event.device_id and heart_rate_bpm is not null
                                  and at > now() - interval '1 day'), 0), 2) as events_per_readable_hour
from edgeecg.event
where kind = 'phy' and not test and at > now() - interval '1 day'
group by device_id
order by events desc;

\echo 'Messages that did not fit, the last day'
select at, topic, reason from edgeecg.refused where at > now() - interval '1 day' order by at desc;
