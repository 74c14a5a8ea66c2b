create table if not exists nexmo_conversion_outbox (
  task_name varchar(40) not null,
  task_instance varchar(100) not null,
  task_data varbinary(4000),
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(200),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  -- The second of the event, so that the newest comes first
  priority integer,
  primary key (task_name, task_instance)
);

create index if not exists nexmo_conversion_outbox_due on nexmo_conversion_outbox (execution_time);

create index if not exists nexmo_conversion_outbox_order on nexmo_conversion_outbox (priority desc, execution_time);

create index if not exists nexmo_conversion_outbox_heartbeat on nexmo_conversion_outbox (last_heartbeat);

create table if not exists nexmo_conversion_dead (
  id varchar(100) not null primary key,
  entry varbinary(4000) not null,
  reason varchar(1000) not null,
  died_at timestamp with time zone not null
);

create index if not exists nexmo_conversion_dead_time on nexmo_conversion_dead (died_at);

-- Marks of confirmed messages, so that none of them is reported as not delivered any more
create table if not exists nexmo_conversion_confirmed (
  message varchar(100) not null primary key,
  confirmed_at timestamp with time zone not null
);

create index if not exists nexmo_conversion_confirmed_time on nexmo_conversion_confirmed (confirmed_at);
