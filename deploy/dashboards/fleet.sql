-- What a fleet of EdgeEcg devices publishes (docs/messages.md), in PostgreSQL 13 or newer. Safe to run again.
--   psql --set ON_ERROR_STOP=1 --file fleet.sql
-- The collector hands over every message with edgeecg.take(). Delivery is at least once: the same message twice is stored once.
begin;

create schema if not exists edgeecg;

create table if not exists edgeecg.device (
    device_id   text primary key,
    first_heard timestamptz not null default now(),
    last_heard  timestamptz not null default now(),
    state       text,  -- online or offline, as in "status"
    reason      text,
    boot_id     text,
    info        jsonb
);

create table if not exists edgeecg.state (
    device_id      text not null,
    boot_id        text not null,
    sample_index   bigint not null,
    at             timestamptz not null,  -- of the sample; of its arrival while the device does not know the time
    heart_rate_bpm real,  -- null while it is not valid
    quality        real,
    leads_off      text[],
    test           boolean not null,
    primary key (device_id, boot_id, sample_index, at)
);

create table if not exists edgeecg.health (
    device_id text not null,
    boot_id   text not null,
    uptime_s  double precision not null,
    at        timestamptz not null,
    body      jsonb not null,
    primary key (device_id, boot_id, uptime_s, at)
);

create table if not exists edgeecg.event (
    event_id   text primary key,
    device_id  text not null,
    code       text not null,
    kind       text not null,  -- phy (physiological) or tec (technical)
    priority   text not null,
    at         timestamptz not null,
    received   timestamptz not null default now(),
    score      real,
    reasons    text[] not null,
    historical boolean not null,  -- sent late, after an outage
    test       boolean not null,
    body       jsonb not null
);

create index if not exists event_by_device_and_time on edgeecg.event (device_id, at desc);

-- One row from the raising of an alarm to its end.
create table if not exists edgeecg.alarm (
    device_id    text not null,
    code         text not null,
    event_id     text not null,
    kind         text not null,
    priority     text not null,
    text         text not null,
    onset        timestamptz not null,
    acknowledged timestamptz,
    ended        timestamptz,
    test         boolean not null,
    primary key (device_id, code, event_id)
);

create table if not exists edgeecg.strip (
    event_id  text primary key,
    device_id text not null,
    at        timestamptz not null,
    rate_sps  real not null,
    samples   integer not null,
    body      jsonb not null
);

-- Messages that could not be stored, with the reason; and how many the collector had to drop before this one.
create table if not exists edgeecg.refused (
    at      timestamptz not null default now(),
    topic   text,
    payload text,
    reason  text not null
);

-- Stores one message. The topic is <base>/<device>/<kind>[/<key>]; kinds that are not listed are passed over.
create or replace function edgeecg.take_one(topic text, payload text) returns void language plpgsql as $$
declare
    sender text := split_part(topic, '/', 2);
    kind   text := split_part(topic, '/', 3);
    key    text := split_part(topic, '/', 4);
    body   jsonb := nullif(payload, '')::jsonb;
    heard  timestamptz := clock_timestamp();
begin
    if kind = 'history' then
        kind := key;
    end if;

    insert into edgeecg.device as known (device_id) values (sender)
        on conflict (device_id) do update set last_heard = heard;

    if kind = 'alarm' and body is null then
        update edgeecg.alarm set ended = heard where device_id = sender and code = key and ended is null;
    elsif body is null then
        return;
    elsif kind = 'status' then
        update edgeecg.device set state = body ->> 'state', reason = body ->> 'reason', boot_id = body ->> 'boot_id'
            where device_id = sender;
    elsif kind = 'info' then
        update edgeecg.device set info = body where device_id = sender;
    elsif kind = 'state' then
        insert into edgeecg.state values (sender, body ->> 'boot_id', (body ->> 'sample_index')::bigint,
            coalesce((body ->> 'time')::timestamptz, heard),
            case when (body ->> 'heart_rate_valid')::boolean then (body ->> 'heart_rate_bpm')::real end,
            (body ->> 'quality')::real, array(select jsonb_array_elements_text(body -> 'leads_off')),
            (body ->> 'test')::boolean)
            on conflict do nothing;
    elsif kind = 'health' then
        insert into edgeecg.health values (sender, body ->> 'boot_id', (body ->> 'uptime_s')::double precision,
            coalesce((body ->> 'time')::timestamptz, heard), body)
            on conflict do nothing;
    elsif kind = 'event' then
        insert into edgeecg.event values (body ->> 'id', sender, body ->> 'code', body ->> 'kind', body ->> 'priority',
            coalesce((body ->> 'time')::timestamptz, heard), heard, (body ->> 'score')::real,
            array(select jsonb_array_elements_text(body -> 'reasons')), (body ->> 'historical')::boolean,
            (body ->> 'test')::boolean, body)
            on conflict do nothing;
    elsif kind = 'alarm' then
        insert into edgeecg.alarm as known values (sender, body ->> 'code', body ->> 'event_id', body ->> 'kind',
            body ->> 'priority', body ->> 'text', coalesce((body ->> 'onset')::timestamptz, heard),
            case when body ->> 'presence' = 'ack' then heard end,
            case when body ->> 'presence' in ('latched', 'off') then coalesce((body ->> 'cleared')::timestamptz, heard) end,
            (body ->> 'test')::boolean)
            on conflict (device_id, code, event_id) do update set
                priority = excluded.priority,
                text = excluded.text,
                acknowledged = coalesce(known.acknowledged, excluded.acknowledged),
                ended = coalesce(known.ended, excluded.ended);
    elsif kind = 'strip' then
        insert into edgeecg.strip values (body ->> 'event_id', sender,
            coalesce((body ->> 'start_time')::timestamptz, heard), (body ->> 'rate_sps')::real,
            (body ->> 'samples')::integer, body)
            on conflict do nothing;
    end if;
end
$$;

-- Stores a batch, all of it in one transaction; a message that does not fit goes to edgeecg.refused and stops none of the others.
create or replace function edgeecg.take(topics text[], payloads text[], dropped integer default 0) returns void
    language plpgsql as $$
begin
    if dropped > 0 then
        insert into edgeecg.refused (reason) values (format('the collector dropped %s messages: the database was away', dropped));
    end if;

    for at in 1 .. coalesce(array_length(topics, 1), 0) loop
        begin
            perform edgeecg.take_one(topics[at], payloads[at]);
        exception when others then
            insert into edgeecg.refused (topic, payload, reason) values (topics[at], payloads[at], sqlerrm);
        end;
    end loop;
end
$$;

-- Deletes what is older; events, alarms and strips go by their own age. For a nightly job: select edgeecg.forget('1 year');
create or replace function edgeecg.forget(older_than interval) returns void language sql as $$
    delete from edgeecg.state where at < now() - older_than;
    delete from edgeecg.health where at < now() - older_than;
    delete from edgeecg.event where at < now() - older_than;
    delete from edgeecg.alarm where coalesce(ended, onset) < now() - older_than;
    delete from edgeecg.strip where at < now() - older_than;
    delete from edgeecg.refused where at < now() - older_than;
$$;

create or replace view edgeecg.alarms_per_device_per_day as
    select device_id, onset::date as day, code, kind, priority,
           count(*) as alarms,
           count(*) filter (where acknowledged is null) as never_acknowledged,
           max(coalesce(ended, now()) - onset) as longest
    from edgeecg.alarm
    where not test
    group by device_id, onset::date, code, kind, priority;

create or replace view edgeecg.devices_now as
    select device_id, info ->> 'name' as name, state, reason, last_heard, now() - last_heard as silent_for,
           (select count(*) from edgeecg.alarm where alarm.device_id = device.device_id and ended is null) as alarms_in_force
    from edgeecg.device;

-- Where TimescaleDB is installed the two tables that grow all day are cut by time.
do $$
begin
    if exists (select from pg_extension where extname = 'timescaledb') then
        perform create_hypertable('edgeecg.state', 'at', if_not_exists => true, migrate_data => true);
        perform create_hypertable('edgeecg.health', 'at', if_not_exists => true, migrate_data => true);
    end if;
end
$$;

commit;
