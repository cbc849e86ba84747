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
/** What the staff say of whoever served, and they of the shift: of the first the first, and so on. */
const said = [
  [
    { grade: 5, words: '提前到场，做事细心，对来的每一个人都很有耐心。' },
    { grade: 5, words: '安排得很清楚，第一次来也知道做什么。' },
  ],
  [
    { grade: 4, words: '很投入，下次请记得结束后和社工说一说情况。' },
    { grade: 4, words: '人有点多，希望再多一位志愿者。' },
  ],
  [
    { grade: 5, words: '没有人开口时先陪着聊天，慢慢大家就坐下来了。' },
    { grade: 2, words: '到了才知道换了地方，找了十分钟。' },
  ],
  [
    { grade: 4, words: '和同伴配合得好，收场时主动留下来。' },
    { grade: 5, words: '社工一直在旁边，有事马上能问。' },
  ],
  [
    { grade: 3, words: '来了，也做了；手机看得有点多，已经当面说过。' },
    { grade: 4, words: '' },
  ],
  [
    { grade: 5, words: '记得每一个人的名字，大家都问下次还来不来。' },
    { grade: 5, words: '做完以后一起聊十分钟，这个安排很好。' },
  ],
  [
    { grade: 4, words: '准备的材料很用心，时间可以再把握一下。' },
    { grade: 3, words: '材料不够用，后来只好两个人合用一份。' },
  ],
  [
    { grade: 5, words: '临时缺人时一个人带了两组，没有出差错。' },
    { grade: 4, words: '希望能提前一天知道来多少人。' },
  ],
] as const;

/**
 * Of the last services the staff say how they were, and whoever served says how the shift was.
 * @param attended the earliest first
 */
export async function seedEvaluations(
  services: Services,
  at: At,
  attended: readonly Attended[],
): Promise<void> {
  const { organisationId, actorId } = at;
  for (const [index, [ofVolunteer, ofShift]] of said.entries()) {
    const served = attended.at(-1 - index);
    if (served === undefined) return;
    const { shiftId, volunteerId, endsAt } = served;
    const later = new Date(Math.min(endsAt.getTime() + DAY_MS, services.clock().getTime()));
    await seedWork(services, at, later).change((change) =>
      evaluateVolunteer(
        change,
        { volunteerId, accountId: actorId },
        { id: newId(), shiftId, ...ofVolunteer },
      ),
    );
    await seedOwnWork(services, { organisationId, entryId: volunteerId }, later).change((change) =>
      evaluate(change, { volunteerId, shiftId }, ofShift),
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
