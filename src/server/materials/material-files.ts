import { materialTypes } from '../../domain/materials/material-types.ts';
import type { AttachmentKind } from '../files/public.ts';
import { keepFile, readOwn } from './sql.ts';

/** The file of a material: one, which never changes. */
export const materialFiles: AttachmentKind = {
  kind: 'material',
  isAboutPersons: false,
  most: 1,
  types: materialTypes,
  read: 'playbook.write',
  write: 'playbook.write',
  remove: 'playbook.publish',
  isKept: true,
  find: async (reader, id) => {
    const { organisationId } = reader;
    const material = await reader.first(readOwn({ organisationId, id }));
    return material && { recordId: id, clientId: null };
  },
  hasRecord: async (reader, id) => {
    const { organisationId } = reader;
    return (await reader.first(readOwn({ organisationId, id }))) !== undefined;
  },
  onReady: (change, id, file) => change.push(keepFile({ organisationId: change.organisationId, id, file })),
};
