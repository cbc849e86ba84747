import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { inThePast, seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { createPlacement, enterHours, evaluatePlacement, movePlacement } from './placements.ts';

interface At {
  readonly organisationId: string;
  /** who manages placements */
  readonly actorId: string;
}

const done = [
  { back: 24, minutes: 360, content: '熟悉站点和制度，读儿童保护政策。' },
  { back: 17, minutes: 420, content: '旁听小组第三次活动，写观察记录。' },
  { back: 10, minutes: 420, content: '在督导陪同下做一次家访，写过程记录。' },
];

/** A student who came a month ago, looked after by a worker. */
export async function seedPlacement(
  services: Services,
  at: At,
  { siteId, supervisorId }: { siteId: string; supervisorId: string },
): Promise<void> {
  const id = newId();
  await seedWork(inThePast(services, 30), at).change(async (change) => {
    const today = dayIn(change.timeZone, change.now);
    await createPlacement(change, at.actorId, {
      id,
      student: {
        name: '农晓雯',
        university: '广西师范大学社会工作系',
        studentNumber: '2024-0317',
        tutorName: '陆老师',
        tutorPhone: '0773-5550100',
      },
      siteId,
      supervisorId,
      from: daysAfter(today, 2),
      until: daysAfter(today, 100),
      agreedMinutes: 24_000,
    });
    await movePlacement(change, id, { version: 1, to: { state: 'under_way' } });
  });
  const bySupervisor = { ...at, actorId: supervisorId };
  const who = { placementId: id, accountId: supervisorId };
  for (const { back, minutes, content } of done)
    await seedWork(inThePast(services, back), bySupervisor).change(async (change) => {
      const day = dayIn(change.timeZone, change.now);
      await enterHours(change, who, { id: newId(), day, minutes, content });
    });
  // what the station's supervisor saw waits for the worker to confirm it
  await seedWork(inThePast(services, 3), at).change(async (change) => {
    const day = dayIn(change.timeZone, change.now);
    const seen = { id: newId(), day, minutes: 240, content: '参加站点月会，记会议纪要。' };
    await enterHours(change, { placementId: id, accountId: at.actorId }, seen);
    await evaluatePlacement(change, who, {
      id: newId(),
      kind: 'mid',
      grades: { ethics: 5, relationship: 4, assessment: 3, intervention: 3, recording: 4, teamwork: 4 },
      words: '守时，尊重孩子的节奏。下半段多练预估：把观察到的写成可以核对的句子。',
    });
  });
}
