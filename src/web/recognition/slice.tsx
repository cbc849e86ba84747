import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('recognition');

export const recognition = {
  routes: [],
  parts: {
    volunteer: [
      { rank: 25, component: piece(() => import('./volunteer-recognition.tsx'), 'VolunteerRecognition') },
    ],
    opportunity: [
      { rank: 20, component: piece(() => import('./opportunity-evaluations.tsx'), 'OpportunityEvaluations') },
    ],
    volunteerTeam: [{ rank: 10, component: piece(() => import('./team-page.tsx'), 'TeamPage') }],
    rules: [
      {
        rank: 40,
        isFor: (may) => may('volunteer.manage'),
        component: piece(() => import('./recognition-rules.tsx'), 'RecognitionRules'),
      },
    ],
  },
} satisfies Slice;
