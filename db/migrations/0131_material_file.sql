-- Files of materials lie in the store of files. What earlier versions kept in the table goes there at the first start of this
-- one, which alone can seal it, before anybody is served.
alter table material alter column file_name drop not null;
alter table material alter column media_type drop not null;
alter table material alter column bytes drop not null;
alter table material alter column sha256 drop not null;
alter table material add column file_id uuid;
comment on column material.file_id is 'null: its file has not come yet, so only its own organisation sees it';
comment on table material_file is 'what earlier versions kept here: empty once a start of this version was through';
