import { Exactly, Id, Instant, OneOf } from '../../contract/operation.ts';
import { listTenants } from '../books/public.ts';
import { deliver, type DeliveryKind, receiverOf } from '../deliveries/public.ts';
import type { Change } from '../platform/work/work.ts';
import { tellEntry } from '../public-accounts/public.ts';

const news = ['star', 'evaluated'] as const;

/** Said to the volunteer once; which star, and what was said, the account's page tells. */
const recognitionNews = {
  kind: 'recognition.news',
  name: { zh: '志愿者认可的消息', en: 'news of a volunteer’s recognition' },
  schema: Exactly({ entryId: Id, what: OneOf(news), at: Instant }),
} as const satisfies DeliveryKind;

/** @param told.key of what is told: said twice, it is told once */
export async function tellVolunteer(
  change: Change,
  entryId: string,
  { what, key }: { what: (typeof news)[number]; key: string },
): Promise<void> {
  const { organisationId, now } = change;
  const [[row]] = await change.all(listTenants({ organisationId, ids: [entryId] }));
  if (row === undefined) return;
  const payload = { entryId, what, at: now.toISOString() };
  await deliver(change, {
    to: row.from_organisation_id,
    kind: recognitionNews,
    key: `${what}.${key}`,
    payload,
  });
}

const receiveNews = receiverOf(recognitionNews, async (change, { fromOrganisationId, payload }) => {
  const { entryId, what } = payload;
  return { told: await tellEntry(change, { entryId, fromOrganisationId }, `recognition_${what}`) };
});

export const recognitionReceivers = [receiveNews];
