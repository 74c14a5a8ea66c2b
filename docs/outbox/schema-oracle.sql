-- NOT RUN: no Oracle was at hand. Written after the scripts for PostgreSQL and H2, which are tested.
-- An empty string is null on Oracle, so rows that belong to no account or key would not be found.
create table nexmo_conversion_outbox (
  task_name varchar2(40) not null,
  task_instance varchar2(100) not null,
  task_data blob,
  execution_time timestamp(6) with time zone not null,
  picked number(1, 0) not null,
  picked_by varchar2(200),
  last_success timestamp(6) with time zone,
  last_failure timestamp(6) with time zone,
  consecutive_failures number(10, 0),
  last_heartbeat timestamp(6) with time zone,
  version number(19, 0) not null,
  priority number(10, 0) default 0 not null,
  account varchar2(200 char),
  key_digest varchar2(16),
  format number(5, 0) default 1 not null,
  lane number(1, 0) generated always as (case when coalesce(consecutive_failures, 0) > 0 then 1 else 0 end) virtual,
  primary key (task_name, task_instance)
);

create index nexmo_conversion_outbox_ready on nexmo_conversion_outbox (account, key_digest, format, lane, priority);

create index nexmo_conversion_outbox_retry on nexmo_conversion_outbox (account, key_digest, format, lane, execution_time);

create index nexmo_conversion_outbox_heartbeat on nexmo_conversion_outbox (last_heartbeat);

create table nexmo_conversion_dead (
  id varchar2(100) not null primary key,
  entry blob not null,
  reason varchar2(1000) not null,
  died_at timestamp(6) with time zone not null,
  account varchar2(200 char),
  key_digest varchar2(16)
);

create index nexmo_conversion_dead_time on nexmo_conversion_dead (died_at);

create table nexmo_conversion_mark (
  message varchar2(100) not null,
  mark varchar2(10) not null,
  marked_at timestamp(6) with time zone not null,
  primary key (message, mark)
);

create index nexmo_conversion_mark_time on nexmo_conversion_mark (marked_at);

create table nexmo_conversion_account (
  account varchar2(200 char) not null,
  key_digest varchar2(16) not null,
  seen_at timestamp(6) with time zone not null,
  paused_at timestamp(6) with time zone,
  paused_until timestamp(6) with time zone,
  probed_at timestamp(6) with time zone,
  resumed_at timestamp(6) with time zone,
  reason varchar2(1000 char),
  primary key (account, key_digest)
);
