import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { coefficient } from '../estimates/coefficient.ts';
import {
  type DataTable,
  type References,
  completeRows,
  getFactor,
  getNumbers,
  takeFactor,
  takeNumbers,
} from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { at } from '../numbers/flat-array.ts';
import { type Coefficient, requireConfidence } from '../estimates/interval.ts';
import { leastSquares } from '../numbers/least-squares.ts';
import { requireSeparableGroups } from '../tables/confounded-terms.ts';
import { columnsOfTerms, estimableMatrix } from '../tables/model-matrix.ts';
import type { Note } from '../note.ts';
import { invertTriangle, solveTriangle } from '../numbers/orthogonal-basis.ts';

/** A leverage this close to 1 leaves a direction of the cluster without a residual: it can say nothing. */
const FULL_LEVERAGE = 1 - 1e-10;
/** A share of a coefficient that one cluster alone decides, beyond rounding. */
const DECIDED_ALONE = 1e-12;

export interface ClusterRobustOptions {
  readonly outcome: string;
  readonly terms: readonly string[];
  /** Column of labels: the classes or schools whose members resemble each other. */
  readonly cluster: string;
  readonly confidence?: number;
  readonly reference?: References;
}

export interface ClusterRobust {
  readonly n: number;
  readonly used: number;
  readonly clusters: number;
  readonly fixed: readonly Coefficient[];
  readonly residual: { readonly variance: number; readonly sd: number };
  readonly notes: readonly Note[];
}

/**
 * Least squares with standard errors that hold whatever the resemblance inside the clusters is: the bias-reduced CR2
 * sandwich, with Satterthwaite degrees of freedom for each coefficient (working model: independent persons). The
 * sensitivity analysis beside a mixed model, which assumes one variance between clusters.
 *
 * With Q an orthonormal basis of the design and G = Qi'Qi of one cluster, its adjusted scores are (I - G)^(-1/2) Qi'e:
 * all work is in matrices of the size of the design, none in that of a cluster.
 *
 * @throws EvidenceError unknown_column, not_numeric, unknown_level, constant_term, collinear_term, one_cluster,
 *   confounded_with_group, too_few_rows, zero_variance, degrees_of_freedom_undefined (a coefficient that rests on one
 *   cluster)
 * @see Bell & McCaffrey 2002, Survey Methodology 28:169-181; Pustejovsky & Tipton 2018, JBES 36:672-683
 */
export function clusterRobust(table: DataTable, options: ClusterRobustOptions): ClusterRobust {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const { outcome, terms, cluster } = options;
  const numbers = getNumbers(table, outcome);
  const rows = completeRows(table, [outcome, ...columnsOfTerms(terms), cluster]);
  const groups = takeFactor(getFactor(table, cluster), rows, cluster);
  if (groups.levels.length < 2) throw new EvidenceError('one_cluster', { group: cluster });
  const { names, columns, dropped } = estimableMatrix(table, terms, rows, options.reference);
  const { levels, codes } = groups;
  requireSeparableGroups(names, columns, [{ group: cluster, levels: levels.length, codes }]);
  const y = takeNumbers(numbers, rows);
  const { basis, coordinates, rest, residualSquares, df } = leastSquares(names, columns, y, outcome);
  const constant = new Float64Array(rows.length).fill(1 / Math.sqrt(rows.length));
  const parts = clusterParts([constant, ...basis.columns], rest, codes, levels.length);
  const estimates = solveTriangle(basis.triangle, coordinates);
  const inverse = invertTriangle(basis.triangle);
  const fixed = ['(Intercept)', ...names].map((term, position) => {
    const weights = inverse[position] ?? new Float64Array();
    const { se, degrees } = robustError(parts, weights);
    if (!(se > 0 && degrees > 0)) throw new EvidenceError('degrees_of_freedom_undefined', { term });
    const row = coefficient(term, at(estimates, position), se, degrees, confidence);
    if (!Number.isFinite(row.high - row.low))
      throw new EvidenceError('degrees_of_freedom_undefined', { term });
    return row;
  });
  const variance = residualSquares / df;
  return {
    n: table.rows,
    used: rows.length,
    clusters: levels.length,
    fixed,
    residual: { variance, sd: Math.sqrt(variance) },
    notes: dropped.map((term) => ({ code: 'empty_cell', term })),
  };
}

interface ClusterPart {
  /** G = Qi'Qi. */
  readonly gram: Matrix;
  /** (I - G)^(-1/2), zero in directions of full leverage. */
  readonly adjustment: Matrix;
  /** (I - G)^(-1/2) Qi'e. */
  readonly score: Matrix;
  /** Directions of full leverage, as columns: what this cluster alone decides, and so leaves no residual to judge by. */
  readonly alone: readonly Matrix[];
}

function clusterParts(
  basis: readonly Float64Array[],
  residuals: Float64Array,
  codes: Int32Array,
  clusters: number,
): ClusterPart[] {
  const p = basis.length;
  const grams = Array.from({ length: clusters }, () => Matrix.zeros(p, p));
  const scores = Array.from({ length: clusters }, () => Matrix.zeros(p, 1));
  for (const [i, left] of basis.entries()) {
    for (let row = 0; row < codes.length; row += 1) {
      const code = at(codes, row);
      const score = scores[code];
      const gram = grams[code];
      if (score === undefined || gram === undefined) continue;
      const value = at(left, row);
      score.set(i, 0, score.get(i, 0) + value * at(residuals, row));
      for (let j = 0; j <= i; j += 1) gram.set(i, j, gram.get(i, j) + value * at(basis[j] ?? left, row));
    }
  }
  return grams.map((gram, code) => {
    for (let i = 0; i < p; i += 1) for (let j = 0; j < i; j += 1) gram.set(j, i, gram.get(i, j));
    const { realEigenvalues, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(gram, {
      assumeSymmetric: true,
    });
    const roots = realEigenvalues.map((value) => (value > FULL_LEVERAGE ? 0 : 1 / Math.sqrt(1 - value)));
    const alone = roots.flatMap((root, axis) => (root === 0 ? [vectors.getColumnVector(axis)] : []));
    const adjustment = vectors.mmul(Matrix.diag(roots)).mmul(vectors.transpose());
    return { gram, adjustment, alone, score: adjustment.mmul(scores[code] ?? Matrix.zeros(p, 1)) };
  });
}

/** @param weights of the coordinates in Q that make up the coefficient */
function robustError(parts: readonly ClusterPart[], weights: Float64Array) {
  const direction = Matrix.columnVector(weights);
  let variance = 0;
  let trace = 0;
  let squares = 0;
  const outer = Matrix.zeros(weights.length, weights.length);
  const length = direction.dot(direction);
  for (const { gram, adjustment, score, alone } of parts) {
    // its error cannot be known, and leaving it out would understate the coefficient's
    if (alone.some((axis) => direction.dot(axis) ** 2 > DECIDED_ALONE * length)) {
      return { se: Number.NaN, degrees: Number.NaN };
    }
    variance += direction.dot(score) ** 2;
    const seen = adjustment.mmul(direction);
    const image = gram.mmul(seen);
    const own = seen.dot(image);
    const shared = image.dot(image);
    trace += own - shared;
    // the diagonal of the quadratic form's matrix; what lies off it comes from the outer product below
    squares += own * own - 2 * own * shared;
    outer.add(image.mmul(image.transpose()));
  }
  squares += outer.dot(outer);
  return { se: Math.sqrt(variance), degrees: (trace * trace) / squares };
}
