import type { WorkerRecordView } from '../../contract/talent.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { readWorkerRecord } from './workers.ts';

/**
 * One's own record, by one's own rights; the sums of one's load alone are of the whole organisation: an alert that one has taken may be of a case that is no
 * row of one's own.
 */
export function readOwnRecord(services: Services, work: Work, accountId: string): Promise<WorkerRecordView> {
  const { organisationId, requestId, language } = work;
  const system = new Work(services, systemSettings(organisationId), { requestId, language });
  return work.read((reading) =>
    system.read((loadReading) => readWorkerRecord(reading, accountId, loadReading)),
  );
}
