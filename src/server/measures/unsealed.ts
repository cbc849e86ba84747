import type { UnsealedTable } from '../platform/unsealed-states.ts';
import { place, sealCall } from './help-calls.ts';

export const unsealedMeasures: readonly UnsealedTable[] = [
  {
    table: 'help_call',
    hasPerson: false,
    joins: 'sealed',
    writes: ['sealed'],
    seal: (keys, { id, sealed, state }) => {
      const words =
        sealed === null ? '' : keys.openForOrganisation(place('sealed', id), sealed).toString('utf8');
      return [sealCall(keys, id, { urgency: state['urgency'] === 'soon' ? 'soon' : 'urgent', words })];
    },
  },
];
