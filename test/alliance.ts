import { newId } from '../src/server/platform/database/ids.ts';
import { deliverAll, must, type TestServer, type TestUser } from './server.ts';

export const allianceBody = () => ({
  id: newId(),
  name: '三地协作体',
  terms: '互相开放干预模式。',
  noticeDays: 0,
  shares: ['meetings'],
});

/** An alliance whose host is the organisation of whoever founds it. */
export async function foundAlliance(manager: TestUser): Promise<{ id: string }> {
  const body = allianceBody();
  await must(manager.call('POST', '/api/v1/alliances', body));
  return { id: body.id };
}

/** Who may join, and under which code. */
interface Party {
  readonly organisation: { readonly code: string };
  readonly manager: TestUser;
}

/** What an organisation says reaches the others, and what they make of it everybody. */
export async function settle(server: TestServer): Promise<void> {
  await deliverAll(server);
  await deliverAll(server);
}

/** Founded by the first, and joined by the others. */
export async function allyParties(
  server: TestServer,
  [host, ...others]: readonly [Party, ...Party[]],
): Promise<{ id: string }> {
  const alliance = await foundAlliance(host.manager);
  for (const party of others) await joinAlliance(server, alliance, { host, party });
  return alliance;
}

/** Asked by the host, and joined. */
export async function joinAlliance(
  server: TestServer,
  { id }: { id: string },
  { host, party, role = 'member' }: { host: Party; party: Party; role?: 'member' | 'observer' },
): Promise<void> {
  const organisationCode = party.organisation.code;
  const asked = await must(
    host.manager.call('POST', `/api/v1/alliances/${id}/invitations`, { organisationCode, role }),
  );
  await settle(server);
  const shares = ['meetings'];
  await must(party.manager.call('POST', `/api/v1/alliance-invitations/${asked.id}/accept`, { shares }));
  await settle(server);
}
