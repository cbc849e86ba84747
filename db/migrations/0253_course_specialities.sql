-- What of the profession a course is about, in the codes of the staff's own records.
alter table course add column specialities text[] not null default '{}';
comment on column course.specialities is 'codes; none: of no one field';
