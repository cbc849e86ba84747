import { zhAuditActions } from './action-words.zh.ts';

export type ActionKey = keyof typeof zhAuditActions;

/** Areas that are two words themselves; all others end at the first underscore of a key. */
const twoWordAreas = [
  'action_item',
  'book_entry',
  'contact_way',
  'help_call',
  'professional_record',
  'public_account',
  'public_session',
  'recognition_rules',
  'roster_columns',
  'second_factor',
  'shift_evaluation',
  'sign_up',
  'signing_key',
  'staff_profile',
  'station_code',
  'talent_report',
  'talent_rules',
  'team_page',
  'volunteer_columns',
  'volunteer_evaluation',
  'volunteer_page',
  'volunteer_profile',
  'volunteer_qualification',
  'volunteer_team',
];

/** The audit's name of an action, from the key of its words: those may have no full stop. */
export function actionCodeOf(key: string): string {
  const area = twoWordAreas.find((words) => key.startsWith(`${words}_`)) ?? key.slice(0, key.indexOf('_'));
  return `${area}.${key.slice(area.length + 1)}`;
}

/** The key of an action's words; undefined where an action of another version has none. */
export function findActionKey(action: string): ActionKey | undefined {
  const key = action.replaceAll('.', '_');
  return key in zhAuditActions ? (key as ActionKey) : undefined;
}

export const actionCodes: readonly string[] = Object.keys(zhAuditActions).map(actionCodeOf);
