-- A group's session has a time of day, where somebody has said one.
alter table group_session add column planned_time time(0);
