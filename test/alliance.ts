import { newId } from '../src/server/platform/database/ids.ts';
import { must, type TestUser } from './server.ts';

export const allianceBody = () => ({
  id: newId(),
  name: '三地协作体',
  terms: '互相开放干预模式。',
  noticeDays: 0,
});

/** An alliance whose host is the organisation of whoever founds it. */
export async function foundAlliance(manager: TestUser): Promise<{ id: string }> {
  const body = allianceBody();
  await must(manager.call('POST', '/api/v1/alliances', body));
  return { id: body.id };
}
