-- Talks by a messenger, company on a way, and talks with the school are contacts too (src/domain/casework/encounter-kinds.ts).
alter table encounter drop constraint encounter_kind_check;
alter table encounter add constraint encounter_kind_check check (kind in
  ('individual', 'family', 'home_visit', 'phone', 'online', 'accompaniment', 'school_contact', 'group'));
alter table correction drop constraint correction_kind_check;
alter table correction add constraint correction_kind_check check (kind in
  ('individual', 'family', 'home_visit', 'phone', 'online', 'accompaniment', 'school_contact', 'group'));
