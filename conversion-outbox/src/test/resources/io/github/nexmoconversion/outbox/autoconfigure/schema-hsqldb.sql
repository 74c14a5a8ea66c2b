create table nexmo_conversion_outbox (
  task_name varchar(40) not null,
  task_instance varchar(100) not null,
  task_data varbinary(4000),
  execution_time timestamp(6) with time zone not null,
  picked boolean not null,
  picked_by varchar(200),
  last_success timestamp(6) with time zone,
  last_failure timestamp(6) with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp(6) with time zone,
  version bigint not null,
  -- The second of the event, so that the newest comes first
  priority integer default 0 not null,
  -- Whose the row is: an account, and a digest of its API key
  account varchar(200) default '' not null,
  key_digest varchar(16) default '' not null,
  -- Of the data: instances leave rows that are newer than they know
  format smallint default 1 not null,
  -- 0 if the row was never tried, 1 if it waits to be tried again
  lane smallint generated always as (case when coalesce(consecutive_failures, 0) > 0 then 1 else 0 end),
  primary key (task_name, task_instance)
);

create index nexmo_conversion_outbox_ready on nexmo_conversion_outbox (account, key_digest, format, lane, priority);

create index nexmo_conversion_outbox_retry on nexmo_conversion_outbox (account, key_digest, format, lane, execution_time);

create index nexmo_conversion_outbox_heartbeat on nexmo_conversion_outbox (last_heartbeat);

create table nexmo_conversion_dead (
  id varchar(100) not null primary key,
  entry varbinary(4000) not null,
  reason varchar(1000) not null,
  died_at timestamp(6) with time zone not null,
  account varchar(200) default '' not null,
  key_digest varchar(16) default '' not null
);

create index nexmo_conversion_dead_time on nexmo_conversion_dead (died_at);

-- Marks of confirmed messages, so that none of them is reported as not delivered any more
create table nexmo_conversion_mark (
  message varchar(100) not null,
  mark varchar(10) not null,
  marked_at timestamp(6) with time zone not null,
  primary key (message, mark)
);

create index nexmo_conversion_mark_time on nexmo_conversion_mark (marked_at);

-- The accounts with their keys: whether an instance has them, and whether they are paused
create table nexmo_conversion_account (
  account varchar(200) not null,
  key_digest varchar(16) not null,
  seen_at timestamp(6) with time zone not null,
  paused_at timestamp(6) with time zone,
  paused_until timestamp(6) with time zone,
  probed_at timestamp(6) with time zone,
  resumed_at timestamp(6) with time zone,
  reason varchar(1000),
  primary key (account, key_digest)
);
