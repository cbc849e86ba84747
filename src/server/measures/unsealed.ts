import type { UnsealedTable } from '../platform/keys/unsealed-states.ts';
import { place, sealCall } from './help-call-words.ts';
import { openBareAnswers, sealResponse, type StoredScores } from './sealed.ts';

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
  {
    table: 'response',
    hasPerson: true,
    joins: 'answers',
    writes: ['answers'],
    seal: (keys, { id, person, wrapped, sealed, state }) => {
      const { scores, instrumentId } = state as { scores: StoredScores; instrumentId: string };
      if (person === null || wrapped === null || sealed === null) return [sealed];
      const owner = { clientId: person, wrapped };
      const answers = openBareAnswers(keys, owner, id, sealed) ?? {};
      return [sealResponse(keys, owner, { id, instrumentId }, { answers, scores })];
    },
  },
];
