create table login (
  id varchar(36) primary key,
  phone varchar(20) not null,
  code varchar(6) not null,
  message_id varchar(255) not null,
  attempts_left integer not null
);
