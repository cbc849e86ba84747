import type { Static } from 'typebox';
import type { AnswerOf, BodyOf } from '../../contract/operation.ts';
import type { ChangeWebhook, CreateWebhook, RenewWebhookSecret, Webhook } from '../../contract/webhooks.ts';
import { newId } from '../platform/database/ids.ts';
import { AppError } from '../platform/work/errors.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { decideAddress } from './address.ts';
import { testBodyOf } from './message-body.ts';
import {
  type Details,
  firstSecrets,
  formerUntil,
  openDetails,
  openSecrets,
  hasManyFormer,
  renewed,
  sealIn,
} from './secrets.ts';
import { insertMessages } from './sql-messages.ts';
import * as sql from './sql.ts';

export type WebhookView = Static<typeof Webhook>;

/** Each event is written down and sent once for each. */
const MOST = 20;

/** What does not open any more has no name and no address: it can be given others, and a new secret. */
const UNREADABLE: Details = { name: '—', url: '' };

export function viewOf({ keys, now }: Reading | Change, row: sql.SubscriptionRow): WebhookView {
  const { name, url } = openDetails(keys, row) ?? UNREADABLE;
  return {
    id: row.id,
    name,
    url,
    types: row.types as WebhookView['types'],
    state: row.state as WebhookView['state'],
    version: row.version,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    failingSince: row.failing_since?.toISOString() ?? null,
    failure: row.failure as WebhookView['failure'],
    formerSecretUntil: formerUntil(openSecrets(keys, row) ?? [], now),
  };
}

export async function listWebhooks(reading: Reading) {
  const [rows] = await reading.all(sql.listSubscriptions({ organisationId: reading.organisationId }));
  return { items: rows.map((row) => viewOf(reading, row)) };
}

/** @throws AppError invalid_request, webhooks_too_many */
export async function createWebhook(
  change: Change,
  accountId: string,
  { id = newId(change.now.getTime()), name, url, types }: BodyOf<typeof CreateWebhook>,
  allowsPrivate: boolean,
): Promise<AnswerOf<typeof CreateWebhook>> {
  const { organisationId, keys, now } = change;
  const details = { name, url: addressOf(url, allowsPrivate) };
  // of two at once both may be the last one: a limit for what is sent, and no promise
  const known = await change.first(sql.countSubscriptions({ organisationId }));
  if ((known?.count ?? 0) >= MOST) throw new AppError('webhooks_too_many', { parameters: { limit: MOST } });
  const secrets = firstSecrets();
  change.push(
    sql.insertSubscription({
      organisationId,
      id,
      details: sealIn(keys, 'details', id, details),
      secrets: sealIn(keys, 'secrets', id, secrets),
      types: sorted(types),
      accountId,
      now,
    }),
  );
  change.audit({ action: 'webhook.create', subjectKind: 'webhook', subjectIds: [id] });
  return { webhook: await getWebhook(change, id), secret: secrets[0]?.secret ?? null };
}

/** Without the secret, which is told once. @throws AppError not_found */
export async function readCreated(reading: Reading, id: string): Promise<AnswerOf<typeof CreateWebhook>> {
  return { webhook: await getWebhook(reading, id), secret: null };
}

/** @throws AppError not_found */
async function getWebhook(reading: Reading | Change, id: string): Promise<WebhookView> {
  const row = await reading.first(sql.readSubscription({ organisationId: reading.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewOf(reading, row);
}

/** @throws AppError not_found, version_conflict, invalid_request */
export async function changeWebhook(
  change: Change,
  id: string,
  { version, body }: { version: number; body: BodyOf<typeof ChangeWebhook> },
  allowsPrivate: boolean,
): Promise<WebhookView> {
  const { organisationId, keys, now } = change;
  const row = await change.first(sql.lockSubscription({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  const there = viewOf(change, row);
  const { state } = body;
  const sent = {
    ...body,
    ...(body.url === undefined ? {} : { url: addressOf(body.url, allowsPrivate) }),
    ...(body.types === undefined ? {} : { types: sorted(body.types) }),
  };
  if (row.version !== version) {
    if (isMadeAlready(version, sent, there)) return there;
    const parameters = { fields: Object.keys(body).join(', ') };
    throw new AppError('version_conflict', { parameters, extra: { current: there } });
  }
  const details = detailsOf(sent, openDetails(keys, row));
  // another address, or another try, begins with a clean slate
  const isAnew =
    (details?.url ?? there.url) !== there.url || (state === 'active' && there.state !== 'active');
  const values = {
    ...(details === undefined ? {} : { details: sealIn(keys, 'details', id, details) }),
    ...(body.types === undefined ? {} : { types: sorted(body.types) }),
    ...(state === undefined ? {} : { state }),
    ...(isAnew ? ({ failing_since: null, failures: 0, failure: null } as const) : {}),
  };
  const updated = await change.first(
    sql.updateSubscription({ organisationId, id, version: version + 1, now, change: values }),
  );
  if (updated === undefined) throw new AppError('not_found');
  const fields = Object.keys(body).toSorted();
  change.audit({
    action: 'webhook.change',
    subjectKind: 'webhook',
    subjectIds: [id],
    detail: { fields, ...(state === undefined ? {} : { state }) },
  });
  return viewOf(change, updated);
}

/**
 * undefined: neither is changed. What does not open is written over by a whole address only.
 * @throws AppError invalid_request at the address
 */
function detailsOf(
  { name, url }: { name?: string; url?: string },
  known: Details | undefined,
): Details | undefined {
  if (name === undefined && url === undefined) return undefined;
  const address = url ?? known?.url;
  if (address === undefined)
    throw new AppError('invalid_request', { fields: [{ path: '/url', code: 'webhook_address_invalid' }] });
  return { name: name ?? known?.name ?? UNREADABLE.name, url: address };
}

/** @throws AppError not_found */
export async function endWebhook(change: Change, id: string): Promise<null> {
  const { organisationId, now } = change;
  if ((await change.first(sql.endSubscription({ organisationId, id, now }))) === undefined) {
    // ended twice, it is ended
    if ((await change.first(sql.findEnded({ organisationId, id }))) !== undefined) return null;
    throw new AppError('not_found');
  }
  change.audit({ action: 'webhook.end', subjectKind: 'webhook', subjectIds: [id] });
  return null;
}

/** @throws AppError not_found, webhook_secrets_many */
export async function renewSecret(change: Change, id: string): Promise<AnswerOf<typeof RenewWebhookSecret>> {
  const { organisationId, keys, now } = change;
  const row = await change.first(sql.lockSubscription({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  const known = openSecrets(keys, row) ?? [];
  if (hasManyFormer(known, now)) throw new AppError('webhook_secrets_many');
  const secrets = renewed(known, now);
  const values = { secrets: sealIn(keys, 'secrets', id, secrets) };
  const updated = await change.first(
    sql.updateSubscription({ organisationId, id, version: row.version + 1, now, change: values }),
  );
  const [current] = secrets;
  if (updated === undefined || current === undefined) throw new AppError('not_found');
  change.audit({ action: 'webhook.renew_secret', subjectKind: 'webhook', subjectIds: [id] });
  return { webhook: viewOf(change, updated), secret: current.secret };
}

/** @throws AppError not_found, webhook_inactive */
export async function testWebhook(change: Change, id: string): Promise<{ id: string }> {
  const { organisationId, now } = change;
  await holdActive(change, id);
  const messageId = newId(now.getTime());
  const { type, body } = testBodyOf(organisationId, messageId, now);
  const message = { subscriptionId: id, id: messageId, type, body, at: now };
  change.push(insertMessages(organisationId, [message], now));
  change.audit({ action: 'webhook.test', subjectKind: 'webhook', subjectIds: [id] });
  change.ring('send-webhooks-of');
  return { id: messageId };
}

/** Something is to be sent at once, and is where it is switched on. @throws AppError not_found, webhook_inactive */
export async function holdActive(change: Change, id: string): Promise<void> {
  const row = await change.first(sql.lockSubscription({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.state !== 'active') throw new AppError('webhook_inactive');
}

/** @throws AppError invalid_request at the field */
function addressOf(text: string, allowsPrivate: boolean): string {
  const decision = decideAddress(text, allowsPrivate);
  if (decision.ok) return decision.url;
  throw new AppError('invalid_request', { fields: [{ path: '/url', code: decision.code }] });
}

/** In one order, so that the same choice is the same. */
function sorted<Type extends string>(types: readonly Type[] | null): Type[] | null {
  return types?.toSorted() ?? null;
}
