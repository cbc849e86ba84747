export { loadHighs } from './load-highs.ts';
export { programSolver } from './solve-program.ts';
