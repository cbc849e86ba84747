import {
  drawClass,
  drawGrowthAnswers,
  drawHardest,
  drawPupil,
  type Latent,
  plantedRegions,
} from '../../domain/demo/planted.ts';
import { createRandom, type Random } from '../../domain/random.ts';
import { growthForm } from '../../domain/scoring/shipped-instruments.ts';
import { insertRound, type SyntheticRespondent } from '../measures/public.ts';
import { newId } from '../platform/database/ids.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { actingAs, type DemoClass, type DemoStation, type DemoStudent } from './students.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const ANSWERING = { baseline: 0.97, post: 0.94 } as const;
const origin = { requestId: 'seed', language: 'zh-CN' } as const;
const [GROWTH, HARDEST] = growthForm.instruments;

/** Two rounds of a station, eight weeks apart, made of the planted truth (src/domain/demo/planted.ts). */
export async function seedWaves(
  services: Services,
  station: DemoStation,
  classes: readonly DemoClass[],
  { studyTag, seed }: { studyTag: string; seed: number },
): Promise<void> {
  const region = plantedRegions[station.code as keyof typeof plantedRegions];
  const random = createRandom(seed);
  const latents = new Map<string, Latent>();
  for (const group of classes) {
    const schoolClass = drawClass(random);
    for (const { id } of group.students) latents.set(id, { schoolClass, pupil: drawPupil(random) });
  }
  const now = services.clock().getTime();
  const rounds = [
    { wave: 'baseline', title: '秋季心理韧性筛查（基线）', openedAt: mondayMorning(now - 11 * WEEK) },
    { wave: 'post', title: '秋季心理韧性筛查（八周后）', openedAt: mondayMorning(now - 2 * WEEK) },
  ] as const;
  for (const { wave, title, openedAt } of rounds) {
    const people = classes.flatMap((group) =>
      group.students.map((student): SyntheticRespondent => {
        const latent = latents.get(student.id) ?? { schoolClass: 0, pupil: 0 };
        const isTreated = group.arm === 'intervention';
        const answersOf = () => ({
          [GROWTH ?? '']: drawGrowthAnswers(random, region, latent, { isPost: wave === 'post', isTreated }),
          [HARDEST ?? '']: drawHardest(random),
        });
        return respondentOf(group, student, random, { openedAt, share: ANSWERING[wave], answersOf });
      }),
    );
    const work = new Work({ ...services, clock: () => openedAt }, actingAs(station), origin);
    await work.change(async (change) =>
      insertRound(
        change,
        {
          id: newId(openedAt.getTime()),
          title,
          wave,
          studyTag,
          openedAt,
          closesAt: new Date(openedAt.getTime() + WEEK),
          groupIds: classes.map(({ id }) => id),
          people,
        },
        station.supervisorId,
      ),
    );
  }
}

/** Eight o'clock in China (midnight in UTC) on the Monday of that week; day 0 of the epoch was a Thursday. */
function mondayMorning(instant: number): Date {
  const day = Math.floor((instant + 8 * HOUR) / DAY);
  return new Date((day - ((day + 3) % 7)) * DAY);
}

function respondentOf(
  group: DemoClass,
  student: DemoStudent,
  random: Random,
  wave: { openedAt: Date; share: number; answersOf: () => SyntheticRespondent['answers'] },
): SyntheticRespondent {
  const isAnswering = random() < wave.share;
  // in a lesson of the round's first days
  const answeredAt = new Date(wave.openedAt.getTime() + Math.floor(random() * 3) * DAY + 3 * HOUR);
  return {
    clientId: student.id,
    wrapped: student.wrapped,
    siteId: student.siteId,
    workerIds: [],
    groupId: group.id,
    hasConsent: student.hasConsent,
    answers: isAnswering ? wave.answersOf() : undefined,
    answeredAt,
  };
}
