import { pick, type Random } from '../../domain/random.ts';
import { newId } from '../platform/database/ids.ts';
import { seedOwnWork, seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { evaluateVolunteer } from './evaluations.ts';
import { publish } from './own-pages.ts';
import { evaluate } from './shift-evaluations.ts';

/** A shift that somebody was at. */
interface Attended {
  readonly shiftId: string;
  readonly volunteerId: string;
  readonly endsAt: Date;
}

interface At {
  readonly organisationId: string;
  readonly actorId: string;
}

const DAY_MS = 86_400_000;
/** So many services are evaluated from both sides. */
const MOST = 12;

const ofVolunteers = [
  { grade: 5, words: '提前到场，做事细心，对来的每一个人都很有耐心。' },
  { grade: 5, words: '孩子不肯写作业时先陪他聊天，慢慢就坐下来了。' },
  { grade: 4, words: '很投入，下次请记得结束后和社工说一说情况。' },
  { grade: 3, words: '来了，也做了；手机看得有点多，已经当面说过。' },
] as const;

const ofShifts = [
  { grade: 5, words: '安排得很清楚，第一次来也知道做什么。' },
  { grade: 4, words: '孩子有点多，希望再多一位志愿者。' },
  { grade: 4, words: '' },
  { grade: 2, words: '到了才知道换了教室，找了十分钟。' },
] as const;

/** Of some services the staff say how they were, and whoever served says how the shift was. */
export async function seedEvaluations(
  services: Services,
  at: At,
  { attended, random }: { attended: readonly Attended[]; random: Random },
): Promise<void> {
  const { organisationId, actorId } = at;
  const [first, ...others] = attended;
  if (first === undefined) return;
  for (const { shiftId, volunteerId, endsAt } of [first, ...others.slice(1 - MOST)]) {
    const later = new Date(Math.min(endsAt.getTime() + DAY_MS, services.clock().getTime()));
    const said = pick(random, ofVolunteers);
    await seedWork(services, at, later).change((change) =>
      evaluateVolunteer(change, { volunteerId, accountId: actorId }, { id: newId(), shiftId, ...said }),
    );
    await seedOwnWork(services, { organisationId, entryId: volunteerId }, later).change((change) =>
      evaluate(change, { volunteerId, shiftId }, pick(random, ofShifts)),
    );
  }
}

/** Somebody shows what they did on a page of their own. */
export async function seedOwnPage(
  services: Services,
  { organisationId }: Pick<At, 'organisationId'>,
  { volunteerId, name }: { volunteerId: string; name: string },
): Promise<void> {
  await seedOwnWork(services, { organisationId, entryId: volunteerId }).change((change) =>
    publish(change, volunteerId, { name, parts: ['hours', 'stars'] }),
  );
}
