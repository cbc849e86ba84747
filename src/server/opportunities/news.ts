import { Exactly, Id, Instant, OneOf } from '../../contract/operation.ts';
import { listTenants } from '../books/public.ts';
import { deliver, type DeliveryKind, receiverOf } from '../deliveries/public.ts';
import type { Change } from '../platform/work/work.ts';
import { tellEntry } from '../public-accounts/public.ts';

/** What becomes of a sign-up without its volunteer's doing. */
export const news = ['moved_up', 'lapsed', 'removed', 'moved', 'called_off', 'soon', 'proposed'] as const;
export type News = (typeof news)[number];

/** Said to the volunteer; its key is the sign-up, what is said and when. Where and when the shift is, the account's page tells. */
const signUpNews = {
  kind: 'volunteering.news',
  name: { zh: '志愿服务班次的消息', en: 'news of a volunteer’s shift' },
  schema: Exactly({ entryId: Id, signUpId: Id, what: OneOf(news), at: Instant }),
} as const satisfies DeliveryKind;

interface OfVolunteer {
  /** of the sign-up */
  readonly id: string;
  readonly volunteer_id: string;
}

export async function tellVolunteers(
  change: Change,
  signUps: readonly OfVolunteer[],
  what: News,
): Promise<void> {
  if (signUps.length === 0) return;
  const { organisationId, now } = change;
  const ids = [...new Set(signUps.map((row) => row.volunteer_id))];
  const [rows] = await change.all(listTenants({ organisationId, ids }));
  const tenants = new Map(rows.map((row) => [row.id, row.from_organisation_id]));
  const at = now.toISOString();
  for (const { id: signUpId, volunteer_id: entryId } of signUps) {
    const to = tenants.get(entryId);
    if (to === undefined) continue;
    const payload = { entryId, signUpId, what, at };
    await deliver(change, { to, kind: signUpNews, key: `${signUpId}.${what}.${at}`, payload });
  }
}

/** What is older is no news: whoever reads of a shift after it began is only alarmed. */
const NEWS_MS = 86_400_000;

const receiveNews = receiverOf(signUpNews, async (change, { fromOrganisationId, payload }) => {
  const { entryId, what, at } = payload;
  if (change.now.getTime() - Date.parse(at) > NEWS_MS) return { told: false };
  return { told: await tellEntry(change, { entryId, fromOrganisationId }, `shift_${what}`) };
});

export const volunteeringReceivers = [receiveNews];
