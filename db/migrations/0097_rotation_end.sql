-- A rotation that was cut short began another version each time it was tried again.
alter table organisation_key add column is_rotating boolean not null default false;
comment on column organisation_key.is_rotating is
  'of a data key: not all that older ones wrap and seal is wrapped and sealed by this one yet, and the next rotation goes on with it';
