-- Times are in UTC
create table if not exists nexmo_conversion_outbox (
  task_name varchar(40) not null,
  task_instance varchar(100) not null,
  task_data blob,
  execution_time datetime(6) not null,
  picked boolean not null,
  picked_by varchar(200),
  last_success datetime(6),
  last_failure datetime(6),
  consecutive_failures integer,
  last_heartbeat datetime(6),
  version bigint not null,
  -- The second of the event, so that the newest comes first
  priority integer default 0 not null,
  -- Whose the row is: an account, and a digest of its API key
  account varchar(200) character set utf8mb4 collate utf8mb4_bin default '' not null,
  key_digest varchar(16) default '' not null,
  -- Of the data: instances leave rows that are newer than they know
  format smallint default 1 not null,
  -- 0 if the row was never tried, 1 if it waits to be tried again
  lane smallint generated always as (case when coalesce(consecutive_failures, 0) > 0 then 1 else 0 end) stored,
  primary key (task_name, task_instance)
);

create index if not exists nexmo_conversion_outbox_ready on nexmo_conversion_outbox (account, key_digest, format, lane, priority);

create index if not exists nexmo_conversion_outbox_retry on nexmo_conversion_outbox (account, key_digest, format, lane, execution_time);

create index if not exists nexmo_conversion_outbox_heartbeat on nexmo_conversion_outbox (last_heartbeat);

create table if not exists nexmo_conversion_dead (
  id varchar(100) not null primary key,
  entry blob not null,
  reason varchar(1000) character set utf8mb4 not null,
  died_at datetime(6) not null,
  account varchar(200) character set utf8mb4 collate utf8mb4_bin default '' not null,
  key_digest varchar(16) default '' not null
);

create index if not exists nexmo_conversion_dead_time on nexmo_conversion_dead (died_at);

create index if not exists nexmo_conversion_dead_owner on nexmo_conversion_dead (account, key_digest, id);

-- Marks of messages that were confirmed or cancelled: none of them is reported as not delivered
create table if not exists nexmo_conversion_mark (
  message varchar(100) not null,
  mark varchar(10) not null,
  marked_at datetime(6) not null,
  primary key (message, mark)
);

create index if not exists nexmo_conversion_mark_time on nexmo_conversion_mark (marked_at);

-- The accounts with their keys: whether an instance has them, and whether they are paused
create table if not exists nexmo_conversion_account (
  account varchar(200) character set utf8mb4 collate utf8mb4_bin not null,
  key_digest varchar(16) not null,
  seen_at datetime(6) not null,
  paused_at datetime(6),
  paused_until datetime(6),
  probed_at datetime(6),
  resumed_at datetime(6),
  reason varchar(1000) character set utf8mb4,
  primary key (account, key_digest)
);
