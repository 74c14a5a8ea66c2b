create table if not exists starts (id integer generated always as identity);

-- One row for each start
insert into starts default values;
