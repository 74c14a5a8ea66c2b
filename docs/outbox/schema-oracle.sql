-- NOT RUN: no Oracle was at hand. Written after the scripts for PostgreSQL and H2, which are tested.
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
  priority number(10, 0),
  primary key (task_name, task_instance)
);

create index nexmo_conversion_outbox_due on nexmo_conversion_outbox (execution_time);

create index nexmo_conversion_outbox_order on nexmo_conversion_outbox (priority desc, execution_time);

create index nexmo_conversion_outbox_heartbeat on nexmo_conversion_outbox (last_heartbeat);

create table nexmo_conversion_dead (
  id varchar2(100) not null primary key,
  entry blob not null,
  reason varchar2(1000) not null,
  died_at timestamp(6) with time zone not null
);

create index nexmo_conversion_dead_time on nexmo_conversion_dead (died_at);

create table nexmo_conversion_mark (
  message varchar2(100) not null,
  mark varchar2(10) not null,
  marked_at timestamp(6) with time zone not null,
  primary key (message, mark)
);

create index nexmo_conversion_mark_time on nexmo_conversion_mark (marked_at);
