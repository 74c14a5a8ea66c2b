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
  select message, 'CONFIRMED', confirmed_at from nexmo_conversion_confirmed
  on conflict do nothing;

drop table nexmo_conversion_confirmed;

drop index if exists nexmo_conversion_outbox_due;

drop index if exists nexmo_conversion_outbox_order;

-- It becomes a partial one
drop index if exists nexmo_conversion_outbox_heartbeat;

alter table nexmo_conversion_outbox add column if not exists account varchar(200) default '' not null;

alter table nexmo_conversion_outbox add column if not exists key_digest varchar(16) default '' not null;

alter table nexmo_conversion_outbox add column if not exists format smallint default 1 not null;

alter table nexmo_conversion_dead add column if not exists account varchar(200) default '' not null;

alter table nexmo_conversion_dead add column if not exists key_digest varchar(16) default '' not null;

-- Returns the account of a row, shortened as by the outbox, or nothing if the row cannot be read
create or replace function nexmo_conversion_account_of(data bytea) returns text language plpgsql as '
declare
  account text;
begin
  account := coalesce(convert_from(data, ''UTF8'')::jsonb ->> ''account'', '''');
  if char_length(account) > 200 then
    account := left(account, 184) || left(encode(sha256(convert_to(account, ''UTF8'')), ''hex''), 16);
  end if;
  return account;
exception
  when others then
    return '''';
end';

-- No row is due before the second of its priority
update nexmo_conversion_outbox set
  account = nexmo_conversion_account_of(task_data),
  priority = least(priority, greatest(0, least(2147483647, floor(extract(epoch from execution_time))))::integer)
  where account = '' and key_digest = '' and task_name in ('delivery', 'expiry');

update nexmo_conversion_dead set account = nexmo_conversion_account_of(entry)
  where account = '' and key_digest = '';

drop function nexmo_conversion_account_of(bytea);

-- Without an account nobody would take them
insert into nexmo_conversion_dead (id, entry, reason, died_at)
  select task_instance, coalesce(task_data, ''), 'Cannot be read, as the migration of the tables found', current_timestamp
  from nexmo_conversion_outbox
  where account = '' and key_digest = '' and task_name in ('delivery', 'expiry')
  on conflict do nothing;

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

create index if not exists nexmo_conversion_outbox_ready on nexmo_conversion_outbox (account, key_digest, format, priority)
  where not picked and coalesce(consecutive_failures, 0) = 0;

create index if not exists nexmo_conversion_outbox_retry on nexmo_conversion_outbox (account, key_digest, format, execution_time)
  where not picked and coalesce(consecutive_failures, 0) > 0;

create index if not exists nexmo_conversion_outbox_retry_age on nexmo_conversion_outbox (account, key_digest, format, priority)
  where not picked and coalesce(consecutive_failures, 0) > 0;

create index nexmo_conversion_outbox_heartbeat on nexmo_conversion_outbox (last_heartbeat)
  where last_heartbeat is not null;

create index if not exists nexmo_conversion_dead_owner on nexmo_conversion_dead (account, key_digest, id);
