-- NOT RUN: no SQL Server was at hand. Written after the scripts for PostgreSQL and H2, which are tested.
create table nexmo_conversion_outbox (
  task_name varchar(40) not null,
  task_instance varchar(100) not null,
  task_data varbinary(max),
  execution_time datetimeoffset not null,
  picked bit not null,
  picked_by varchar(200),
  last_success datetimeoffset,
  last_failure datetimeoffset,
  consecutive_failures int,
  last_heartbeat datetimeoffset,
  version bigint not null,
  priority int default 0 not null,
  account nvarchar(200) collate Latin1_General_100_BIN2 default '' not null,
  key_digest varchar(16) default '' not null,
  format smallint default 1 not null,
  lane as (case when coalesce(consecutive_failures, 0) > 0 then 1 else 0 end) persisted not null,
  primary key (task_name, task_instance)
);

create index nexmo_conversion_outbox_ready on nexmo_conversion_outbox (account, key_digest, format, lane, priority);

create index nexmo_conversion_outbox_retry on nexmo_conversion_outbox (account, key_digest, format, lane, execution_time);

create index nexmo_conversion_outbox_heartbeat on nexmo_conversion_outbox (last_heartbeat);

create table nexmo_conversion_dead (
  id varchar(100) not null primary key,
  entry varbinary(max) not null,
  reason nvarchar(1000) not null,
  died_at datetimeoffset not null,
  account nvarchar(200) collate Latin1_General_100_BIN2 default '' not null,
  key_digest varchar(16) default '' not null
);

create index nexmo_conversion_dead_time on nexmo_conversion_dead (died_at);

create table nexmo_conversion_mark (
  message varchar(100) not null,
  mark varchar(10) not null,
  marked_at datetimeoffset not null,
  primary key (message, mark)
);

create index nexmo_conversion_mark_time on nexmo_conversion_mark (marked_at);

create table nexmo_conversion_account (
  account nvarchar(200) collate Latin1_General_100_BIN2 not null,
  key_digest varchar(16) not null,
  seen_at datetimeoffset not null,
  paused_at datetimeoffset,
  paused_until datetimeoffset,
  probed_at datetimeoffset,
  resumed_at datetimeoffset,
  reason nvarchar(1000),
  primary key (account, key_digest)
);
