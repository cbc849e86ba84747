import type { SharedKind } from '../../domain/alliances/alliance.ts';
import type { Deliveries } from '../deliveries/public.ts';
import { newId } from '../platform/database/ids.ts';
import { inThePast, seedWork } from '../platform/work/seed-work.ts';
import type { Services } from '../platform/work/work.ts';
import { foundAlliance, invite, proposeAgreement } from './host.ts';
import { acceptInvitation, allianceOf, signAgreement } from './member.ts';
import { readAlliance } from './read-alliance.ts';

interface At {
  readonly organisationId: string;
  readonly actorId: string;
}

/** Who is asked to join, and what they share. */
export interface DemoMember extends At {
  readonly code: string;
  readonly shares: readonly SharedKind[];
  /** whether they have looked at the newest version of the agreement */
  readonly isUpToDate: boolean;
}

export interface DemoAgreement {
  readonly name: string;
  readonly purpose: string;
  readonly terms: string;
  readonly revised: string;
  readonly noticeDays: number;
}

/** What organisations tell each other at some time. */
type ExchangeAt = (at: Services) => { readonly deliveries: Deliveries };

/** An alliance of half a year, whose agreement was revised last week; not all have signed that yet. @returns its id */
export async function seedAlliance(
  services: Services,
  host: At,
  members: readonly DemoMember[],
  { agreement, exchangeAt }: { agreement: DemoAgreement; exchangeAt: ExchangeAt },
): Promise<string> {
  const { revised, ...first } = agreement;
  const id = newId();
  const begin = inThePast(services, 180);
  await seedWork(begin, host).change((change) =>
    foundAlliance(change, host.actorId, { id, ...first, shares: ['playbooks', 'meetings'] }),
  );
  for (const { code, shares, ...member } of members) {
    const invitationId = newId();
    await seedWork(begin, host).change((change) =>
      invite(change, id, {
        isClosed: () => false,
        body: { id: invitationId, organisationCode: code, role: 'member' },
      }),
    );
    await exchangeAt(begin).deliveries.deliverDue(host.organisationId);
    await seedWork(inThePast(services, 175), member).change(async (change) => {
      const allianceId = await allianceOf(change, invitationId);
      const answer = { id: allianceId, body: { shares: [...shares], number: 1 } };
      await acceptInvitation(change, member.actorId, answer);
    });
    await exchangeAt(inThePast(services, 174)).deliveries.deliverDue(member.organisationId);
    await exchangeAt(inThePast(services, 174)).deliveries.deliverDue(host.organisationId);
  }
  const lately = inThePast(services, 6);
  await seedWork(lately, host).change(async (change) => {
    const { version } = await readAlliance(change, id);
    const body = { terms: revised, noticeDays: agreement.noticeDays };
    await proposeAgreement(change, host.actorId, { id, version, body });
  });
  await exchangeAt(lately).deliveries.deliverDue(host.organisationId);
  for (const member of members.filter(({ isUpToDate }) => isUpToDate)) {
    await seedWork(inThePast(services, 4), member).change((change) =>
      signAgreement(change, member.actorId, { id, body: { number: 2 } }),
    );
    await exchangeAt(inThePast(services, 4)).deliveries.deliverDue(member.organisationId);
  }
  await exchangeAt(services).deliveries.deliverDue(host.organisationId);
  return id;
}
