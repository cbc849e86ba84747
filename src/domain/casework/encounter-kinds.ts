/** How a worker meets somebody or speaks about them. Messages of an evening are one contact. */
export const encounterKinds = [
  'individual',
  'family',
  'home_visit',
  'phone',
  'online',
  'accompaniment',
  'school_contact',
  'group',
] as const;
export type EncounterKind = (typeof encounterKinds)[number];

/**
 * How long a contact of a kind usually takes, in minutes: offered where a kind is chosen, and never taken unseen. null: it
 * differs too much for any number.
 */
export const usualMinutes: Readonly<Record<EncounterKind, number | null>> = {
  individual: 50,
  family: 60,
  home_visit: 60,
  phone: 15,
  online: 20,
  accompaniment: null,
  school_contact: 20,
  group: 90,
};
