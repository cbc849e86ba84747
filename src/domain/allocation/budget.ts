import { AllocationError } from './allocation-error.ts';

export interface BudgetProblem {
  readonly budget: number;
  readonly projects: ReadonlyArray<{ readonly id: string; readonly cost: number }>;
  /** ids that one voter approves of */
  readonly ballots: ReadonlyArray<readonly string[]>;
}

export interface Selection {
  /** in the order in which they were bought */
  readonly selected: readonly string[];
  readonly spent: number;
}

interface Project {
  readonly id: string;
  readonly cost: bigint;
  readonly supporters: readonly number[];
}

/** Money in whole units of the smallest decimal that occurs: sums and shares are exact. */
interface Ledger {
  readonly budget: bigint;
  readonly projects: readonly Project[];
  readonly voters: number;
  readonly unit: number;
}

/**
 * Most approvals first, ties by lower cost, then by id; what does not fit any more is passed over.
 * @throws AllocationError naming the place of the first fault
 */
export function selectGreedily(problem: BudgetProblem): Selection {
  const { budget, projects, unit } = readBudget(problem);
  const order = projects.toSorted(
    (left, right) => right.supporters.length - left.supporters.length || byCostThenId(left, right),
  );
  const selected: Project[] = [];
  let left = budget;
  for (const project of order) {
    if (project.cost > left) continue;
    selected.push(project);
    left -= project.cost;
  }
  return selectionOf(selected, unit);
}

/**
 * The method of equal shares for approvals, each approval worth one (Peters, Pierczyński and Skowron 2021, NeurIPS 34).
 * Every voter has the same share of the budget. Again and again the project is bought whose supporters can pay for it
 * with the smallest highest payment; ties by lower cost, then by id. What is left when no project can be paid by its
 * supporters stays unspent; a project without supporters is never bought. Payments are fractions of whole numbers: exact.
 * @throws AllocationError naming the place of the first fault
 */
export function selectEqualShares(problem: BudgetProblem): Selection {
  const { budget, projects, voters, unit } = readBudget(problem);
  const purse = Array.from({ length: voters }, () => fraction(budget, BigInt(Math.max(voters, 1))));
  // purses only become emptier: a payment once computed is the least that it will ever be
  const least = new Map(
    projects.filter(({ supporters }) => supporters.length > 0).map((project) => [project, ZERO]),
  );
  const selected: Project[] = [];
  for (;;) {
    let best: { project: Project; payment: Fraction } | undefined;
    for (const [project, known] of [...least].sort(([, left], [, right]) => compare(left, right))) {
      if (best !== undefined && compare(known, best.payment) > 0) break;
      const payment = highestPayment(project, purse);
      if (payment === undefined) least.delete(project);
      else least.set(project, payment);
      if (payment !== undefined && (best === undefined || isBefore(project, payment, best))) {
        best = { project, payment };
      }
    }
    if (best === undefined) return selectionOf(selected, unit);
    const { project, payment } = best;
    for (const voter of project.supporters) {
      const own = purse[voter] ?? ZERO;
      purse[voter] = subtract(own, smaller(own, payment));
    }
    least.delete(project);
    selected.push(project);
  }
}

function isBefore(
  project: Project,
  payment: Fraction,
  best: { project: Project; payment: Fraction },
): boolean {
  const order = compare(payment, best.payment);
  return order < 0 || (order === 0 && byCostThenId(project, best.project) < 0);
}

/** The smallest payment with which the supporters, each giving at most what they have, pay the cost; none if they cannot. */
function highestPayment({ cost, supporters }: Project, purse: readonly Fraction[]): Fraction | undefined {
  const purses = supporters.map((voter) => purse[voter] ?? ZERO).sort(compare);
  let rest: Fraction = { over: cost, under: 1n };
  for (const [place, own] of purses.entries()) {
    const payers = BigInt(purses.length - place);
    // all who are left can pay alike
    if (compare(multiply(own, payers), rest) >= 0) return divide(rest, payers);
    rest = subtract(rest, own);
  }
  return undefined;
}

function byCostThenId(left: Project, right: Project): number {
  if (left.cost !== right.cost) return left.cost < right.cost ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}

function selectionOf(selected: readonly Project[], unit: number): Selection {
  const spent = selected.reduce((sum, { cost }) => sum + cost, 0n);
  return { selected: selected.map(({ id }) => id), spent: Number(spent) / unit };
}

function readBudget({ budget, projects, ballots }: BudgetProblem): Ledger {
  requireMoney(budget, 'budget', 0);
  const supporters = new Map<string, number[]>();
  for (const [at, { id, cost }] of projects.entries()) {
    if (supporters.has(id))
      throw new AllocationError('project_repeated', { place: `projects[${at}].id`, id });
    requireMoney(cost, `projects[${at}].cost`, Number.MIN_VALUE);
    supporters.set(id, []);
  }
  for (const [voter, ballot] of ballots.entries()) {
    for (const [at, id] of ballot.entries()) {
      const place = `ballots[${voter}][${at}]`;
      const own = supporters.get(id);
      if (own === undefined) throw new AllocationError('ballot_unknown_project', { place, id });
      if (own.at(-1) === voter) throw new AllocationError('ballot_repeated', { place, id });
      own.push(voter);
    }
  }
  const unit =
    10 ** projects.reduce((most, { cost }) => Math.max(most, decimalsOf(cost)), decimalsOf(budget));
  const whole = (money: number) => BigInt(Math.round(money * unit));
  return {
    budget: whole(budget),
    projects: projects.map(({ id, cost }) => ({
      id,
      cost: whole(cost),
      supporters: supporters.get(id) ?? [],
    })),
    voters: ballots.length,
    unit,
  };
}

const MOST_DECIMALS = 6;
const MOST_MONEY = 1e9;

function requireMoney(money: number, place: string, least: number): void {
  if (!Number.isFinite(money)) throw new AllocationError('not_a_number', { place });
  if (money < least) throw new AllocationError('too_small', { place, value: money, least: 0 });
  if (money > MOST_MONEY)
    throw new AllocationError('too_large', { place, value: money, largest: MOST_MONEY });
}

/** Digits behind the point, at most six: more than money has. */
function decimalsOf(money: number): number {
  for (let digits = 0; digits < MOST_DECIMALS; digits += 1) {
    if (Number(money.toFixed(digits)) === money) return digits;
  }
  return MOST_DECIMALS;
}

/** A fraction of whole numbers, `under` positive, in lowest terms. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const ZERO: Fraction = { over: 0n, under: 1n };

function fraction(over: bigint, under: bigint): Fraction {
  let [left, right] = [over < 0n ? -over : over, under];
  while (right !== 0n) [left, right] = [right, left % right];
  return left === 0n ? ZERO : { over: over / left, under: under / left };
}

function compare(left: Fraction, right: Fraction): number {
  const difference = left.over * right.under - right.over * left.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function smaller(left: Fraction, right: Fraction): Fraction {
  return compare(left, right) <= 0 ? left : right;
}

function subtract(left: Fraction, right: Fraction): Fraction {
  return fraction(left.over * right.under - right.over * left.under, left.under * right.under);
}

function multiply({ over, under }: Fraction, by: bigint): Fraction {
  return fraction(over * by, under);
}

function divide({ over, under }: Fraction, by: bigint): Fraction {
  return fraction(over, under * by);
}
