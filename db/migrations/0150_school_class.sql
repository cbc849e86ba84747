-- Classes and the schools above them were called groups too, as what a worker leads is: a client's group_id named a class,
-- a session's group_id a group. One word for one thing (ADR 24).
alter table client_group rename to school_class;
alter table school_class rename constraint client_group_pkey to school_class_pkey;
alter table school_class rename constraint client_group_kind_check to school_class_kind_check;
alter table school_class rename constraint client_group_name_key to school_class_name_key;
alter table school_class rename constraint client_group_parent_fkey to school_class_parent_fkey;
alter table school_class rename constraint client_group_site_fkey to school_class_site_fkey;
comment on table school_class is 'classes and, above them, their schools, as a roster names them';
comment on table service_group is 'a group; group itself is a word of SQL';

alter table client rename column group_id to class_id;
alter table client rename constraint client_group_fkey to client_class_fkey;
alter index client_group_idx rename to client_class_idx;
comment on column client.class_id is 'the school where the roster named no class';

alter table campaign_group rename to campaign_class;
alter table campaign_class rename column group_id to class_id;
alter table campaign_class rename constraint campaign_group_pkey to campaign_class_pkey;
alter table campaign_class rename constraint campaign_group_campaign_fkey to campaign_class_campaign_fkey;
alter table campaign_class rename constraint campaign_group_group_fkey to campaign_class_class_fkey;

alter table invitation rename column group_id to class_id;
alter table invitation rename constraint invitation_group_fkey to invitation_class_fkey;

alter table help_call rename column group_id to class_id;
alter table help_call rename constraint help_call_group_fkey to help_call_class_fkey;

-- fields have the names that the API gives them
update client set field_versions = field_versions - 'groupId' || jsonb_build_object('classId', field_versions -> 'groupId')
  where field_versions ? 'groupId';
