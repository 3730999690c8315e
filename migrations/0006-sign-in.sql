-- Passwords that somebody else chose, and when a device was last seen.

-- Until its owner has chosen another, such a password opens nothing but the page where that is done.
alter table users add column must_change_password boolean not null default false;

alter table sessions add column last_used_at timestamptz(3) not null default now();
