import { Buffer } from 'node:buffer';
import { expect } from 'vitest';
import type { Answer, TestUser } from './server.ts';

export interface SentRoster {
  readonly fileName?: string;
  readonly dryRun?: boolean;
  readonly decisions?: string | undefined;
  readonly columns?: string | undefined;
  readonly importId?: string;
}

/** A roster as the page sends it. */
export function sendRoster(
  user: TestUser,
  siteId: string | undefined,
  file: Buffer | string,
  { fileName = 'roster.csv', ...asked }: SentRoster = {},
): Promise<Answer> {
  const query = new URLSearchParams({ siteId: siteId ?? '', fileName });
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, String(value));
  const type = { 'content-type': 'application/octet-stream' };
  return user.call('POST', `/api/v1/roster-imports?${query.toString()}`, Buffer.from(file), type);
}

/** The report of one that is read. */
export async function importedRoster(...sent: Parameters<typeof sendRoster>): Promise<Answer['body']> {
  const { status, body } = await sendRoster(...sent);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
