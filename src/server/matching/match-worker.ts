import { parentPort, workerData } from 'node:worker_threads';
import type { MatchProblem } from '../../domain/matching/match-problem.ts';
import { type MatchProgress, type MatchProposal, proposeMatch } from '../../domain/matching/propose.ts';
import { loadHighs, programSolver } from '../allocation/public.ts';

export interface MatchTask {
  readonly problem: MatchProblem;
  readonly seconds: number;
}

export type MatchMessage =
  | { readonly progress: MatchProgress }
  | { readonly proposal: MatchProposal; readonly isLast: boolean };

function tell(message: MatchMessage): void {
  // a thread's port has no origin
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(message);
}

const { problem, seconds } = workerData as MatchTask;
const solve = programSolver(await loadHighs());
const proposal = proposeMatch(problem, {
  solve,
  seconds,
  now: () => performance.now(),
  onProgress: (progress) => tell({ progress }),
  onProposal: (begun) => tell({ proposal: begun, isLast: false }),
});
tell({ proposal, isLast: true });
