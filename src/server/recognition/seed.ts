import { newId } from '../platform/database/ids.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { evaluateVolunteer } from './evaluations.ts';

/** A shift that somebody was at. */
interface Attended {
  readonly shiftId: string;
  readonly volunteerId: string;
  readonly endsAt: Date;
}

const DAY_MS = 86_400_000;

/** Of the first shift that somebody was at the staff say how it was. */
export async function seedEvaluation(
  services: Services,
  at: { readonly organisationId: string; readonly actorId: string },
  [first]: readonly Attended[],
): Promise<void> {
  if (first === undefined) return;
  const { shiftId, volunteerId, endsAt } = first;
  const said = { grade: 5, words: '提前到场，做事细心，对来的每一个人都很有耐心。' };
  await seedWork(services, at, new Date(endsAt.getTime() + DAY_MS)).change((change) =>
    evaluateVolunteer(change, { volunteerId, accountId: at.actorId }, { id: newId(), shiftId, ...said }),
  );
}
