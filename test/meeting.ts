import { newId } from '../src/server/platform/database/ids.ts';
import { foundAlliance } from './alliance.ts';
import { must, type TestUser } from './server.ts';

export const meetingBody = (allianceId: string) => ({
  id: newId(),
  allianceId,
  kind: 'joint',
  title: '三地联动会',
  startsAt: '2099-03-02T06:00:00.000Z',
  endsAt: '2099-03-02T08:00:00.000Z',
});

/** A meeting of an alliance that is the organisation's own, and nobody else's. */
export async function callMeeting(manager: TestUser): Promise<{ id: string }> {
  const { id: allianceId } = await foundAlliance(manager);
  const body = meetingBody(allianceId);
  await must(manager.call('POST', '/api/v1/meetings', body));
  return { id: body.id };
}

export const itemBody = (organisationId: string) => ({
  title: '整理带领手册',
  organisationId,
  dueOn: '2099-04-01',
});
