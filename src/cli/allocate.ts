import { AllocationError, type AllocationErrorCode } from '../domain/allocation/allocation-error.ts';
import { readAssignment } from '../domain/allocation/assignment-problem.ts';
import { selectEqualShares, selectGreedily } from '../domain/allocation/budget.ts';
import { NothingFoundError, solveAssignment } from '../server/allocation/solve-assignment.ts';
import { type AllocationSpec, readAllocationSpec } from './allocation-spec.ts';
import type { ExitCode, Invocation } from './command.ts';
import { fill, type Language, type Words } from './language.ts';
import { printAnswer } from './print-answer.ts';
import { readText } from './spec-file.ts';
import { SpecFileError } from './spec-file-error.ts';
import { explainSpecFileError } from './spec-file-messages.ts';

/** Seconds where the file names no limit. */
const DEFAULT_TIME_LIMIT = 60;

/** `nuantu allocate FILE.json`: the allocation as JSON on stdout, or one sentence on stderr. */
export function run({ positionals, language }: Invocation): Promise<ExitCode> {
  return printAnswer(allocate(positionals[0] ?? ''), (error) => explainAllocationError(error, language));
}

/**
 * Solves the problem that the file describes.
 *
 * @throws SpecFileError when the file cannot be read as one
 * @throws AllocationError when the problem is not well formed
 * @throws NothingFoundError when the time was too short for anything
 */
export async function allocate(path: string): Promise<object> {
  const spec = readAllocationSpec(await readText(path, 'spec_unreadable'));
  const begun = performance.now();
  const answer = spec.kind === 'budget' ? selectProjects(spec) : await assignTasks(spec);
  return { ...answer, seconds: (performance.now() - begun) / 1000 };
}

function selectProjects(spec: Extract<AllocationSpec, { kind: 'budget' }>): object {
  return spec.rule === 'greedy' ? selectGreedily(spec) : selectEqualShares(spec);
}

async function assignTasks(
  spec: Extract<AllocationSpec, { kind: 'generalisedAssignment' }>,
): Promise<object> {
  const problem = readAssignment(spec);
  const { timeLimit = DEFAULT_TIME_LIMIT } = spec;
  const { status, cost, bound, assignment } = await solveAssignment(problem, { timeLimit });
  const value = (own: number | null) => (own === null || spec.sense === 'min' ? own : 0 - own);
  const gap = cost === null || bound === null ? null : (cost - bound) / Math.max(1e-9, Math.abs(cost));
  return { status, objective: value(cost), bound: value(bound), gap, assignment };
}

/** The sentence for an error of an allocation, or undefined for a fault of ours. */
export function explainAllocationError(error: unknown, language: Language): string | undefined {
  if (error instanceof SpecFileError) return explainSpecFileError(error, language);
  if (error instanceof AllocationError)
    return fill(ALLOCATION_ERRORS[error.code], language, error.parameters);
  if (error instanceof NothingFoundError) return fill(NOTHING_FOUND, language);
  return undefined;
}

const NOTHING_FOUND: Words = {
  en: 'No assignment was found within the time limit, and none is proved impossible. Allow more time (timeLimit).',
  zh: '在时限内没有找到可行的分配，也没有证明不可行。请放宽时限（timeLimit）。',
};

const ALLOCATION_ERRORS: Readonly<Record<AllocationErrorCode, Words>> = {
  ballot_repeated: {
    en: '{place}: the ballot names "{id}" twice.',
    zh: '{place}：同一张选票两次选了“{id}”。',
  },
  ballot_unknown_project: {
    en: '{place}: there is no project "{id}".',
    zh: '{place}：没有项目“{id}”。',
  },
  no_agents: { en: '{place}: there is no agent.', zh: '{place}：没有承担者。' },
  no_tasks: { en: '{place}: there is no task.', zh: '{place}：没有任务。' },
  not_a_number: { en: '{place} is not a finite number.', zh: '{place} 不是有限的数。' },
  project_repeated: {
    en: '{place}: the project "{id}" is there twice.',
    zh: '{place}：项目“{id}”重复。',
  },
  shape_mismatch: {
    en: '{place} has {found} entries instead of {wanted}.',
    zh: '{place} 有 {found} 项，应为 {wanted} 项。',
  },
  too_large: {
    en: '{place}: {value} is more than the largest that is taken ({largest}).',
    zh: '{place}：{value} 超过上限 {largest}。',
  },
  too_small: {
    en: '{place}: {value} is too small; the least is {least}.',
    zh: '{place}：{value} 太小，下限为 {least}。',
  },
};
