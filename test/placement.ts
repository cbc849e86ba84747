import { newId } from '../src/server/platform/database/ids.ts';
import { must, type TestUser } from './server.ts';

const DAY_MS = 86_400_000;
const dayIn = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);

export const placementGrades = {
  ethics: 5,
  relationship: 4,
  assessment: 3,
  intervention: 3,
  recording: 4,
  teamwork: 5,
};

/** A student who came a month ago and stays for two more. */
export function placementBody(siteId: string, supervisorId: string, student: object = {}) {
  return {
    student: {
      name: '农晓雯',
      university: '广西师范大学',
      studentNumber: '',
      tutorName: '',
      tutorPhone: '',
      ...student,
    },
    siteId,
    supervisorId,
    from: dayIn(-30),
    until: dayIn(60),
    agreedMinutes: 24_000,
  };
}

/** @returns its id */
export async function beginPlacement(
  by: TestUser,
  siteId: string,
  supervisorId: string,
  student: object = {},
): Promise<string> {
  const id = newId();
  await must(by.call('POST', '/api/v1/placements', { id, ...placementBody(siteId, supervisorId, student) }));
  const begun = { state: 'under_way' };
  await must(by.call('PUT', `/api/v1/placements/${id}/state`, begun, { 'if-match': '"1"' }));
  return id;
}

export const placementHours = (content = '跟随家访，写过程记录') => ({
  day: dayIn(-2),
  minutes: 240,
  content,
});
