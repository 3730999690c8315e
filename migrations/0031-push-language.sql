-- In which language a device is told of messages, such as 'de'.
alter table push_subscriptions add column language text not null default 'en';
