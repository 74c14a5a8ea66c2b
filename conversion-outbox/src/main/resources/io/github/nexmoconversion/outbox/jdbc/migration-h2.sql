-- From the tables of earlier releases to those of this one. Before it runs, stop all instances of
-- all applications that share the tables. If it was interrupted, run it again.

-- What some of the earlier releases lack
create table if not exists nexmo_conversion_confirmed (
  message varchar(100) not null primary key,
  confirmed_at timestamp with time zone not null
);

create table if not exists nexmo_conversion_mark (
  message varchar(100) not null,
  mark varchar(10) not null,
  marked_at timestamp with time zone not null,
  primary key (message, mark)
);

create index if not exists nexmo_conversion_mark_time on nexmo_conversion_mark (marked_at);

create table if not exists nexmo_conversion_account (
  account varchar(200) not null,
  key_digest varchar(16) not null,
  seen_at timestamp with time zone not null,
  paused_at timestamp with time zone,
  paused_until timestamp with time zone,
  probed_at timestamp with time zone,
  resumed_at timestamp with time zone,
  reason varchar(1000),
  primary key (account, key_digest)
);

insert into nexmo_conversion_mark (message, mark, marked_at)
  select message, 'CONFIRMED', confirmed_at from nexmo_conversion_confirmed c
  where not exists (select 1 from nexmo_conversion_mark m where m.message = c.message and m.mark = 'CONFIRMED');

drop table nexmo_conversion_confirmed;

drop index if exists nexmo_conversion_outbox_due;

drop index if exists nexmo_conversion_outbox_order;

alter table nexmo_conversion_outbox add column if not exists account varchar(200) default '' not null;

alter table nexmo_conversion_outbox add column if not exists key_digest varchar(16) default '' not null;

alter table nexmo_conversion_outbox add column if not exists format smallint default 1 not null;

alter table nexmo_conversion_outbox add column if not exists
  lane smallint generated always as (case when coalesce(consecutive_failures, 0) > 0 then 1 else 0 end);

alter table nexmo_conversion_dead add column if not exists account varchar(200) default '' not null;

alter table nexmo_conversion_dead add column if not exists key_digest varchar(16) default '' not null;

-- No row is due before the second of its priority
update nexmo_conversion_outbox set
  priority = least(coalesce(priority, 2147483647), greatest(0, floor(extract(epoch from execution_time))))
  where account = '' and key_digest = '' and task_name in ('delivery', 'expiry');

-- The accounts, as they stand in the data, and shortened as by the outbox
alter table nexmo_conversion_outbox add column if not exists
  account_in_data varchar(4000) generated always as (
    replace(replace(replace(
      regexp_substr(utf8tostring(task_data), '^\{"version":\d+,"account":"((?:[^"\\]|\\.)*)"', 1, 1, '', 1),
      char(92) || char(92), char(1)), char(92) || '"', '"'), char(1), char(92)));

update nexmo_conversion_outbox set
  account = case when char_length(account_in_data) <= 200 then account_in_data
    else concat(left(account_in_data, 184), left(rawtohex(hash('SHA-256', stringtoutf8(account_in_data))), 16)) end
  where account_in_data is not null and account = '' and key_digest = ''
  and task_name in ('delivery', 'expiry');

alter table nexmo_conversion_outbox drop column account_in_data;

alter table nexmo_conversion_dead add column if not exists
  account_in_data varchar(4000) generated always as (
    replace(replace(replace(
      regexp_substr(utf8tostring(entry), '^\{"version":\d+,"account":"((?:[^"\\]|\\.)*)"', 1, 1, '', 1),
      char(92) || char(92), char(1)), char(92) || '"', '"'), char(1), char(92)));

update nexmo_conversion_dead set
  account = case when char_length(account_in_data) <= 200 then account_in_data
    else concat(left(account_in_data, 184), left(rawtohex(hash('SHA-256', stringtoutf8(account_in_data))), 16)) end
  where account_in_data is not null and account = '' and key_digest = '';

alter table nexmo_conversion_dead drop column account_in_data;

-- Without an account nobody would take them
insert into nexmo_conversion_dead (id, entry, reason, died_at)
  select task_instance, coalesce(task_data, x''), 'Cannot be read, as the migration of the tables found', current_timestamp
  from nexmo_conversion_outbox
  where account = '' and key_digest = '' and task_name in ('delivery', 'expiry')
  and not exists (select 1 from nexmo_conversion_dead where id = task_instance);

delete from nexmo_conversion_outbox
  where account = '' and key_digest = '' and task_name in ('delivery', 'expiry')
  and exists (select 1 from nexmo_conversion_dead where id = task_instance);

-- The clean-up has no row any longer
delete from nexmo_conversion_outbox where task_name = 'cleanup';

-- Rows of a dead instance are known by their heartbeat, which these do not have
update nexmo_conversion_outbox set picked = false, picked_by = null where picked and last_heartbeat is null;

update nexmo_conversion_outbox set priority = 0 where priority is null;

alter table nexmo_conversion_outbox alter column priority set default 0;

alter table nexmo_conversion_outbox alter column priority set not null;

create index if not exists nexmo_conversion_outbox_ready on nexmo_conversion_outbox (account, key_digest, format, lane, priority);

create index if not exists nexmo_conversion_outbox_retry on nexmo_conversion_outbox (account, key_digest, format, lane, execution_time);

create index if not exists nexmo_conversion_dead_owner on nexmo_conversion_dead (account, key_digest, id);
