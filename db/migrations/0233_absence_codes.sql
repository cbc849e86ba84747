-- Why somebody was not at a shift is one of some words that say little; what somebody writes in their own has no place here unless it is sealed.
alter table shift_absence add constraint shift_absence_reason_check
  check (reason in ('no_word', 'told_late', 'ill', 'on_the_way', 'our_mistake'));
