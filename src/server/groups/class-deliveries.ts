import { classDeliveries, type ClassDelivery } from '../../domain/studies/class-delivery.ts';
import type { Reading } from '../platform/work/work.ts';
import { getPlaybook } from '../playbooks/public.ts';
import * as sql from './sql-sessions.ts';

/** How these classes had their sessions, as far as groups recorded them. */
export async function readClassDeliveries(
  access: Pick<Reading, 'all' | 'first' | 'organisationId'>,
  classIds: string[],
): Promise<ClassDelivery[]> {
  const { organisationId } = access;
  const [rows] = await access.all(sql.listClassSessions({ organisationId, classIds }));
  const ids = [...new Set(rows.map(({ playbook_id: id }) => id))];
  const playbooks = await Promise.all(ids.map((id) => getPlaybook(access, id, '/playbookId')));
  return classDeliveries(
    [...Map.groupBy(rows, ({ class_id, group_id }) => `${class_id} ${group_id}`).values()].flatMap(
      (sessions) => {
        const [first] = sessions;
        const playbook = playbooks.find(({ id }) => id === first?.playbook_id);
        if (first?.class_id == null || playbook === undefined) return [];
        return {
          classId: first.class_id,
          playbook,
          sessions: sessions.map(({ session_id: sessionId, held_on, done }) => ({
            sessionId,
            isHeld: held_on !== null,
            done,
          })),
        };
      },
    ),
  );
}

/** Person → how many sessions of the class's group they came to; of several groups, where they came most often. */
export async function readClassAttendance(
  { all, organisationId }: Pick<Reading, 'all' | 'organisationId'>,
  classIds: string[],
): Promise<ReadonlyMap<string, number>> {
  const [rows] = await all(sql.listClassAttendance({ organisationId, classIds }));
  const attended = new Map<string, number>();
  for (const row of rows) {
    attended.set(row.client_id, Math.max(row.attended, attended.get(row.client_id) ?? 0));
  }
  return attended;
}
