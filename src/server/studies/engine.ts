/** Results, their report and the statistics behind them, read when somebody first asks: a start does not wait for them. */
export async function readEngine() {
  const [{ studyResults }, { studyRelease }, { pooledResults }, { studyReport }, { ownRerun, pooledRerun }] =
    await Promise.all([
      import('../../domain/studies/study-results.ts'),
      import('../../domain/studies/study-release.ts'),
      import('../../domain/studies/pooled-results.ts'),
      import('../../domain/reports/study-report.ts'),
      import('../../domain/studies/rerun-spec.ts'),
    ]);
  return { studyResults, studyRelease, pooledResults, studyReport, ownRerun, pooledRerun };
}
