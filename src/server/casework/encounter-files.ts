import { mediaTypes } from '../../domain/files/media-type.ts';
import type { AttachmentKind } from '../files/public.ts';
import { readCaseScope } from './sql.ts';
import { readEncounter } from './sql-encounters.ts';

/** What was drawn, written or photographed at an encounter. */
export const encounterFiles: AttachmentKind = {
  kind: 'encounter',
  isAboutPersons: true,
  most: 20,
  types: mediaTypes,
  read: 'case.read',
  write: 'encounter.create',
  remove: 'client.erase',
  find: async (reader, id) => {
    const encounter = await reader.first(readEncounter({ organisationId: reader.organisationId, id }));
    return encounter && { recordId: encounter.case_id, clientId: encounter.client_id };
  },
  hasRecord: async (reader, id) =>
    (await reader.first(readCaseScope({ organisationId: reader.organisationId, id }))) !== undefined,
};
