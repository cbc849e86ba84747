import { isMemberOn } from '../../domain/groups/decide-delivery.ts';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import { createRandom, integerBetween } from '../../domain/random.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { createGroup, deliverSession } from './service.ts';

const DAY = 86_400_000;
/** Where a class began: all are done but the second, which is in its fifth week. */
const startedDaysAgo = (index: number) => (index === 1 ? 32 : 70);

interface SeedStation {
  readonly organisationId: string;
  readonly supervisorId: string;
  readonly sites: readonly { readonly id: string }[];
}

interface SeedClass {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly arm: 'intervention' | 'comparison';
}

/** The classes of the intervention in group work, all finished but one that is on its way. */
export async function seedGroups(
  services: Services,
  station: SeedStation,
  workerId: string,
  classes: readonly SeedClass[],
  { playbook, seed }: { readonly playbook: Playbook; readonly seed: number },
): Promise<void> {
  const random = createRandom(seed);
  const { organisationId } = station;
  const now = services.clock().getTime();
  const zone = await services.zones.of(services.database.reader(systemSettings(organisationId)));
  const treated = classes.filter(({ arm }) => arm === 'intervention');
  const sitesOfWorker = new Set(station.sites.slice(0, 2).map(({ id }) => id));
  for (const [index, group] of treated.entries()) {
    const leaderId = sitesOfWorker.has(group.siteId) ? workerId : station.supervisorId;
    const start = now - startedDaysAgo(index) * DAY;
    const at = (milliseconds: number) =>
      seedWork(services, { organisationId, actorId: leaderId }, new Date(milliseconds));
    const id = newId(start);
    let view = await at(start).change((change) =>
      createGroup(change, {
        id,
        name: `${group.name} · 暖途八周`,
        siteId: group.siteId,
        playbookId: playbook.id,
        level: 'universal',
        startsOn: dayIn(zone, new Date(start)),
        time: '14:30',
        classIds: [group.id],
      }),
    );
    for (const session of playbook.sessions) {
      const held = start + (session.week - 1) * 7 * DAY;
      if (held > now) break;
      const heldOn = dayIn(zone, new Date(held));
      const attendance = view.members
        .filter((member) => isMemberOn(member, heldOn))
        .map(({ clientId }) => {
          const drawn = random();
          const presence =
            drawn < 0.92 ? ('present' as const) : drawn < 0.97 ? ('excused' as const) : ('absent' as const);
          return { clientId, presence };
        });
      const done = session.checklist.filter(() => random() < 0.88).map((item) => item.id);
      const minutes = session.minutes + integerBetween(random, -4, 6);
      view = await at(held + 3_600_000).change((change) =>
        deliverSession(change, id, session.id, 1, { heldOn, minutes, done, attendance }),
      );
    }
  }
}
