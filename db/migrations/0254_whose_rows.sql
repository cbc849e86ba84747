-- A row about an enrolment or a placement is of whoever that is of: the database knows it, whoever writes.
alter table course_enrolment add constraint course_enrolment_whose_key unique (organisation_id, id, account_id);
alter table course_attendance drop constraint course_attendance_enrolment_fkey;
alter table course_attendance add constraint course_attendance_enrolment_fkey
  foreign key (organisation_id, enrolment_id, account_id) references course_enrolment (organisation_id, id, account_id);
alter table course_certificate drop constraint course_certificate_enrolment_fkey;
alter table course_certificate add constraint course_certificate_enrolment_fkey
  foreign key (organisation_id, enrolment_id, account_id) references course_enrolment (organisation_id, id, account_id);

-- Whoever looks after a student instead has their hours and evaluations with them, which a trigger did so far.
drop trigger pass_placement on placement;
drop function app.pass_placement();
alter table placement add constraint placement_whose_key unique (organisation_id, id, account_id);
alter table placement_hours drop constraint placement_hours_placement_fkey;
alter table placement_hours add constraint placement_hours_placement_fkey
  foreign key (organisation_id, placement_id, account_id) references placement (organisation_id, id, account_id) on update cascade;
alter table placement_evaluation drop constraint placement_evaluation_placement_fkey;
alter table placement_evaluation add constraint placement_evaluation_placement_fkey
  foreign key (organisation_id, placement_id, account_id) references placement (organisation_id, id, account_id) on update cascade;
