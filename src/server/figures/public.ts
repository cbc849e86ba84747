import { randomBytes } from 'node:crypto';
import { clientStatuses } from '../../contract/clients.ts';
import { decideSpending } from '../../domain/privacy/budget.ts';
import { laplaceReach } from '../../domain/privacy/discrete-laplace.ts';
import { noisyTable } from '../../domain/privacy/noisy-table.ts';
import { countCells, countClients, type Dimension } from '../clients/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Work } from '../platform/work/work.ts';
import * as sql from './sql.ts';

/** Months that a table by month reaches back, the present one included. */
const MONTHS = 12;
const CONFIDENCE = 0.95;

export interface PublishedFigures {
  readonly organisation: string;
  readonly publishedAt: string;
  readonly epsilon: number;
  /** With 95% probability each count is no farther than this from the true one. */
  readonly margin: number;
  readonly rows: ReadonlyArray<Readonly<Record<string, string | number>>>;
  readonly epsilonLeft: number;
}

export type PublishAnswer =
  | { readonly ok: true; readonly figures: PublishedFigures }
  | { readonly ok: false; readonly left: number };

/**
 * Counts of clients for everybody, with noise that hides whether any one person is among them, paid for from the
 * organisation's budget of the year. What is written down is what was published, never the true counts.
 */
export async function publishClients(
  work: Work,
  dimensions: readonly Dimension[],
  epsilonMilli: number,
): Promise<PublishAnswer> {
  try {
    return await work.change((change) => publish(change, dimensions, epsilonMilli));
  } catch (error) {
    if (violatedConstraint(error) !== 'privacy_budget') throw error;
    // another publication was faster: what is left now is decided anew
    return publishClients(work, dimensions, epsilonMilli);
  }
}

async function publish(
  change: Change,
  dimensions: readonly Dimension[],
  epsilonMilli: number,
): Promise<PublishAnswer> {
  const { organisationId, now } = change;
  const { organisation, sites } = await getOrganisation(change);
  const today = dayIn(organisation.timeZone, now);
  const year = Number(today.slice(0, 4));
  const [[spent], counts] = await change.all(
    sql.spentInYear({ organisationId, year }),
    countClients({ organisationId, by: dimensions }),
  );
  const decision = decideSpending(spent?.spent ?? 0, epsilonMilli);
  if (!decision.ok) return { ok: false, left: decision.left / 1000 };
  const levels: Readonly<Record<Dimension, readonly string[]>> = {
    status: clientStatuses,
    region: [...new Set(sites.map(({ regionCode }) => regionCode))].sort(),
    month: monthsUntil(today.slice(0, 7)),
  };
  const cells = noisyTable(
    countCells(dimensions, counts),
    dimensions.map((name) => levels[name]),
    epsilonMilli,
    randomBytes,
  );
  const rows = cells.map(({ keys, count }) => ({
    ...Object.fromEntries(dimensions.map((name, index) => [name, keys[index] ?? ''])),
    count,
  }));
  const epsilon = epsilonMilli / 1000;
  const id = newId(now.getTime());
  const content = { rows, margin: laplaceReach(epsilon, CONFIDENCE) };
  change.push(
    sql.insertFigure({
      organisationId,
      id,
      year,
      epsilonMilli,
      dimensions: [...dimensions],
      content: JSON.stringify(content),
      now,
    }),
  );
  const detail = { by: dimensions.join(), epsilon };
  change.audit({ action: 'figure.publish', subjectKind: 'figure', subjectIds: [id], detail });
  const figures = {
    organisation: organisation.code,
    publishedAt: now.toISOString(),
    epsilon,
    ...content,
    epsilonLeft: decision.left / 1000,
  };
  return { ok: true, figures };
}

/** The months before and with this one, the earliest first. */
function monthsUntil(last: string): string[] {
  const [year = 0, month = 1] = last.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, index) => {
    const whole = year * 12 + (month - 1) - (MONTHS - 1 - index);
    return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, '0')}`;
  });
}
