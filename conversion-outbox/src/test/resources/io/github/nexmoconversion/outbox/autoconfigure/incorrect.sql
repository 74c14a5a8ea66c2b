create table if not exists nexmo_conversion_outbox (id no_such_type);
