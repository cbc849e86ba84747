export { CampaignStateTag } from './campaign-tags.tsx';
export { ClientAnswers } from './client-answers.tsx';
export { HelpCalls } from './help-calls.tsx';
export { helpCallCountQuery } from './queries.ts';
export { measures } from './slice.tsx';
export { useInstruments } from './use-instruments.ts';
