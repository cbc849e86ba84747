-- global and published: read by everyone, written only when the platform starts
grant select on playbook_version to nuantu_app;
