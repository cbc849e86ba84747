export { playbookQuery } from './queries.ts';
export { SessionGuide } from './session-guide.tsx';
export { playbooks } from './slice.tsx';
export { usePlaybooks } from './use-playbooks.ts';
