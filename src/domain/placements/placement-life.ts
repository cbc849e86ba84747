import { bilingual, type Texts } from '../language.ts';

export const placementStates = ['planned', 'under_way', 'completed', 'broken_off'] as const;
export type PlacementState = (typeof placementStates)[number];
export type PlacementMove = Exclude<PlacementState, 'planned'>;

const leads: Readonly<Record<PlacementState, readonly PlacementMove[]>> = {
  planned: ['under_way', 'broken_off'],
  under_way: ['completed', 'broken_off'],
  completed: [],
  broken_off: [],
};

export function mayMove(from: PlacementState, to: PlacementMove): boolean {
  return leads[from].includes(to);
}

/** What is still to come or goes on: only of that something is said or changed. */
export function isOpenPlacement(state: PlacementState): boolean {
  return leads[state].length > 0;
}

export const openPlacementStates = placementStates.filter(isOpenPlacement);

export const evaluationKinds = ['mid', 'final'] as const;
export type EvaluationKind = (typeof evaluationKinds)[number];

/** What a student is graded in, 1 to 5. */
export const placementSkills = [
  'ethics',
  'relationship',
  'assessment',
  'intervention',
  'recording',
  'teamwork',
] as const;
export type PlacementSkill = (typeof placementSkills)[number];
export type PlacementGrades = Readonly<Record<PlacementSkill, number>>;

export const skillNames: Readonly<Record<PlacementSkill, Texts>> = {
  ethics: bilingual('伦理与保密', 'Ethics and confidentiality'),
  relationship: bilingual('建立关系', 'Building relationships'),
  assessment: bilingual('预估', 'Assessment'),
  intervention: bilingual('介入', 'Intervention'),
  recording: bilingual('记录', 'Recording'),
  teamwork: bilingual('团队合作', 'Teamwork'),
};
