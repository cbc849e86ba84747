import { systemSettings } from '../platform/database/database.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { putBook } from './book.ts';

const ORIGIN = { requestId: 'demo', language: 'zh-CN' } as const;

/** The demo's organisation takes people of the public into its book. */
export async function openDemoBook(
  services: Services,
  organisationId: string,
  accountId: string,
): Promise<void> {
  const body = {
    isOpen: true,
    participations: ['volunteer' as const, 'resident' as const, 'giver' as const],
    welcome: '周末陪孩子们读书、打球、走走路。第一次来会有老志愿者带着。',
    welcomeEn:
      'Read, play and walk with the children at weekends. Somebody experienced is with you the first time.',
  };
  await new Work(services, systemSettings(organisationId), ORIGIN).change((change) =>
    putBook(change, accountId, { version: 0, body }),
  );
}
