import { expect } from 'vitest';
import type { MailServer } from './mail-server.ts';
import { codeSentTo } from './notified-staff.ts';
import { type Answer, makeUser, request, type TestOrganisation, type TestServer } from './server.ts';
import { participations } from '../src/domain/books/participation.ts';

/** Somebody of the public, at their own browser. */
export interface TestPerson {
  readonly id: string;
  readonly address: string;
  readonly cookie: string;
  call(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

let persons = 0;

export function newAddress(): string {
  persons += 1;
  return `person-${persons}@example.org`;
}

/** That whoever asks holds a mail address: with the code that came there. */
export async function proofOf(server: TestServer, mail: MailServer, address: string, headers = {}) {
  const way = 'mail' as const;
  const sent = await request(server, 'POST', '/api/v1/my/codes', { way, address }, headers);
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  return { way, address, codeRequest: sent.body.codeRequest as string, code: codeSentTo(mail, address) };
}

/** Signs up as people do. */
export async function signUpPerson(
  server: TestServer,
  mail: MailServer,
  { name = '陈欣', address = newAddress() } = {},
): Promise<TestPerson> {
  const proof = await proofOf(server, mail, address);
  const answer = await request(server, 'POST', '/api/v1/my/sign-up', { ...proof, name, isOfAge: true });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return personOf(server, address, answer);
}

/** By the cookie of an answer that signed somebody in. */
export function personOf(server: TestServer, address: string, { headers, body }: Answer): TestPerson {
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  return {
    id: body.id,
    address,
    cookie,
    call: (method, url, sent, more) => request(server, method, url, sent, { cookie, ...more }),
  };
}

/** An organisation's book, open to everybody who wants to take part. */
export async function openBook(
  server: TestServer,
  organisation: TestOrganisation,
  { takesAtOnce = false } = {},
): Promise<void> {
  const administrator = await makeUser(server, organisation, 'administrator');
  const book = { isOpen: true, participations: [...participations], welcome: '', welcomeEn: '', takesAtOnce };
  // whoever opened it before may have
  const { version } = (await administrator.call('GET', '/api/v1/book')).body;
  const given = { 'if-match': `"${version}"` };
  const { status, body } = await administrator.call('PUT', '/api/v1/book', book, given);
  expect(status, JSON.stringify(body)).toBe(200);
}
