import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, readMessage, startMailServer } from '../../../test/mail-server.ts';
import { openBook, signUpPerson, type TestPerson } from '../../../test/public-person.ts';
import { sendWarnings, warningsTo } from '../../../test/sent-warnings.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  notifyAll,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';
import { followShifts } from './public.ts';

const HOUR = 3_600_000;
let now = Date.parse('2026-11-27T02:00:00Z');
let mail: MailServer;
let server: TestServer;
let home: TestOrganisation;
let coordinator: TestUser;

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    clock: () => new Date(now),
    messages: {
      mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from },
      publicUrl: 'https://nuantu.example.org',
    },
  });
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});

async function volunteer(): Promise<TestPerson> {
  const person = await signUpPerson(server, mail);
  const profile = { birthDate: '2004-05-06', phone: '13800138000' };
  await person.call('PUT', '/api/v1/my/volunteer', profile, { 'if-match': '"0"' });
  const wish = { participations: ['volunteer'], ways: ['mail'], note: '' };
  await person.call('PUT', `/api/v1/my/books/${home.id}`, wish);
  await deliverAll(server);
  return person;
}

const at = (hours: number) => new Date(now + hours * HOUR).toISOString();

/** What the jobs do. */
async function follow(): Promise<void> {
  await followShifts(server.services, home.id);
  await deliverAll(server);
  expect(await sendWarnings(server)).toBe(0);
}

it('a volunteer hears of what becomes of a shift without their doing, once each, and not where and when it is', async () => {
  const said = { title: '读书会', siteId: home.siteIds[0], description: '读书', risks: '无', place: '三楼' };
  const { body: asked } = await coordinator.call('POST', '/api/v1/opportunities', { id: newId(), ...said });
  const shift = { id: newId(), startsAt: at(100), endsAt: at(102), capacity: 1 };
  await coordinator.call('POST', `/api/v1/opportunities/${asked.id}/shifts`, shift);
  const [first, second] = [await volunteer(), await volunteer()];
  const signUps: string[] = [];
  for (const person of [first, second]) {
    const id = newId();
    const { status, body } = await person.call('POST', `/api/v1/shifts/${shift.id}/sign-ups`, { id });
    expect(status, JSON.stringify(body)).toBe(201);
    signUps.push(id);
  }
  await first.call('POST', `/api/v1/sign-ups/${signUps[0]}/cancel`);
  await follow();
  await follow();
  expect(warningsTo(mail, first.address)).toEqual([]);
  expect(warningsTo(mail, second.address)).toEqual(['暖途：志愿服务有了名额，请确认']);
  const { raw } = mail.messages.findLast(({ to }) => to.includes(second.address)) ?? { raw: '' };
  const { text } = readMessage(raw);
  expect(text).toContain('https://nuantu.example.org/my/#shifts');
  for (const told of ['读书会', '三楼', '陈欣']) expect(text).not.toContain(told);

  await second.call('POST', `/api/v1/sign-ups/${signUps[1]}/confirm`);
  const moved = { startsAt: at(120), endsAt: at(122) };
  const match = { 'if-match': '"1"' };
  expect((await coordinator.call('PATCH', `/api/v1/shifts/${shift.id}`, moved, match)).status).toBe(200);
  await follow();
  await second.call('POST', `/api/v1/sign-ups/${signUps[1]}/confirm`);
  now += 100 * HOUR;
  await follow();
  await follow();
  const later = await makeUser(server, home, 'coordinator');
  const cancel = `/api/v1/shifts/${shift.id}/cancel`;
  expect((await later.call('POST', cancel, undefined, { 'if-match': '"2"' })).status).toBe(200);
  await follow();
  expect(warningsTo(mail, second.address).slice(1)).toEqual([
    '暖途：志愿服务改了时间，请再次确认',
    '暖途：志愿服务快要开始',
    '暖途：志愿服务班次已取消',
  ]);
});

it('whoever manages volunteers hears that somebody cannot come to a shift that is near, until somebody else does', async () => {
  const desk = await makeUser(server, home, 'coordinator');
  const said = { title: '值班', siteId: home.siteIds[0], description: '值班', risks: '无' };
  const { body: asked } = await desk.call('POST', '/api/v1/opportunities', { id: newId(), ...said });
  const people = [await volunteer(), await volunteer()] as const;
  const told = async () => {
    await notifyAll(server);
    const { items } = (await desk.call('GET', '/api/v1/notifications')).body;
    return items.filter(
      ({ title, state }: { title: string; state: string }) =>
        title === '临近的班次有人来不了' && state !== 'settled',
    ).length;
  };
  for (const [hours, expected] of [
    [100, 0],
    [30, 1],
  ] as const) {
    const shift = { id: newId(), startsAt: at(hours), endsAt: at(hours + 1), capacity: 1 };
    await desk.call('POST', `/api/v1/opportunities/${asked.id}/shifts`, shift);
    const id = newId();
    await people[0].call('POST', `/api/v1/shifts/${shift.id}/sign-ups`, { id });
    await people[0].call('POST', `/api/v1/sign-ups/${id}/cancel`);
    expect(await told()).toBe(expected);
    await people[1].call('POST', `/api/v1/shifts/${shift.id}/sign-ups`, { id: newId() });
    expect(await told()).toBe(0);
  }
});
