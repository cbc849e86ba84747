import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ReachingServer, startReachingServer } from '../../../test/notified-staff.ts';
import { openBook } from '../../../test/public-person.ts';
import { makeOrganisation, request } from '../../../test/server.ts';
import { signInVolunteer, volunteerBody } from '../../../test/volunteer.ts';

let reaching: ReachingServer;
beforeAll(async () => {
  reaching = await startReachingServer(() => new Date());
});
afterAll(() => reaching.close());

it('where texts can be sent, the telephone is an address of the account once its code came back, and not before', async () => {
  const { server, aliyun } = reaching;
  const home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  const body = volunteerBody(home, { phone: '13812345678' });
  const registered = await request(server, 'POST', '/api/v1/volunteer-registrations', body);
  expect(registered.body).toMatchObject({ confirmation: 'code_sent' });
  const person = await signInVolunteer(server, body);
  const addressesOf = async () => (await person.call('GET', '/api/v1/my/account')).body.addresses;
  expect(await addressesOf()).toEqual([]);
  const proof = { way: 'sms', address: body.phone, codeRequest: registered.body.codeRequest };
  const code = aliyun.messages.at(-1)?.values['code'] ?? '';
  const wrong = code === '000000' ? '111111' : '000000';
  expect((await person.call('PUT', '/api/v1/my/addresses', { ...proof, code: wrong })).body.code).toBe(
    'code_wrong',
  );
  expect((await person.call('PUT', '/api/v1/my/addresses', { ...proof, code })).status).toBe(200);
  expect(await addressesOf()).toEqual([{ way: 'sms', address: '138****5678' }]);
});
