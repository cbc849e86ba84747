export { volunteerImports } from './slice.tsx';
