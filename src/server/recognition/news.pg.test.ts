import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, readMessage, startMailServer } from '../../../test/mail-server.ts';
import { openBook, signUpPerson } from '../../../test/public-person.ts';
import { sendWarnings, warningsTo } from '../../../test/sent-warnings.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestServer,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';
import { tellStars } from './public.ts';

const HOUR = 3_600_000;
let mail: MailServer;
let server: TestServer;

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    messages: {
      mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from },
      publicUrl: 'https://nuantu.example.org',
    },
  });
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});

it('a volunteer hears of a star and of an evaluation, once each, and neither which nor what was said', async () => {
  const home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  const [coordinator, colleague] = [
    await makeUser(server, home, 'coordinator'),
    await makeUser(server, home, 'coordinator'),
  ];
  const person = await signUpPerson(server, mail);
  const profile = { birthDate: '2004-05-06', phone: '13800138000' };
  await person.call('PUT', '/api/v1/my/volunteer', profile, { 'if-match': '"0"' });
  const wish = { participations: ['volunteer'], ways: ['mail'], note: '' };
  await person.call('PUT', `/api/v1/my/books/${home.id}`, wish);
  await deliverAll(server);
  const { items } = (await coordinator.call('GET', '/api/v1/volunteers')).body;
  const rules = { starHours: [1], pointsPerHour: 1, givesPoints: false };
  await coordinator.call('PUT', '/api/v1/recognition-rules', rules, { 'if-match': '"0"' });
  const service = {
    id: newId(),
    siteId: home.siteIds[0],
    title: '整理图书',
    from: new Date(Date.now() - 3 * HOUR).toISOString(),
    until: new Date(Date.now() - HOUR).toISOString(),
    reason: '停电',
  };
  await coordinator.call('POST', `/api/v1/volunteers/${items[0].id}/services`, service);
  await colleague.call('POST', `/api/v1/services/${service.id}/decide`, { decision: 'recorded' });
  const evaluation = { id: newId(), serviceId: service.id, grade: 4, words: '很有耐心' };
  await coordinator.call('POST', `/api/v1/volunteers/${items[0].id}/evaluations`, evaluation);
  for (const _ of [1, 2]) {
    await tellStars(server.services, home.id);
    await deliverAll(server);
    expect(await sendWarnings(server)).toBe(0);
  }
  expect(warningsTo(mail, person.address).toSorted()).toEqual([
    '暖途：您的一次志愿服务有了评价',
    '暖途：您的志愿服务又得了一颗星',
  ]);
  for (const { raw } of mail.messages.filter(({ to }) => to.includes(person.address)).slice(-2)) {
    const { text } = readMessage(raw);
    expect(text).toContain('https://nuantu.example.org/my/#recognition');
    for (const told of ['整理图书', '很有耐心', '陈欣']) expect(text).not.toContain(told);
  }
  // hours that are approved after the end tell nobody of a star
  const later = {
    ...service,
    id: newId(),
    from: new Date(Date.now() - 9 * HOUR).toISOString(),
    until: new Date(Date.now() - 4 * HOUR).toISOString(),
  };
  await coordinator.call('POST', `/api/v1/volunteers/${items[0].id}/services`, later);
  const entry = (await coordinator.call('GET', '/api/v1/book/entries')).body.items[0];
  const end = { 'if-match': `"${entry.version}"` };
  await coordinator.call('POST', `/api/v1/book/entries/${entry.id}/decision`, { decision: 'end' }, end);
  await deliverAll(server);
  await sendWarnings(server);
  const before = warningsTo(mail, person.address).length;
  await server.admin.query("update recognition_rules set star_hours = '{1,2}' where organisation_id = $1", [
    home.id,
  ]);
  const approved = await colleague.call('POST', `/api/v1/services/${later.id}/decide`, {
    decision: 'recorded',
  });
  expect(approved.status).toBe(200);
  await tellStars(server.services, home.id);
  await deliverAll(server);
  await sendWarnings(server);
  expect(warningsTo(mail, person.address)).toHaveLength(before);
});
