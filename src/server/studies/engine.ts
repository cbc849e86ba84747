/** Results, their report and the statistics behind them, read when somebody first asks: a start does not wait for them. */
export async function readEngine() {
  const [results, release, pooled, report, rerun] = await Promise.all([
    import('../../domain/studies/study-results.ts'),
    import('../../domain/studies/study-release.ts'),
    import('../../domain/studies/pooled-results.ts'),
    import('../../domain/reports/study-report.ts'),
    import('../../domain/studies/rerun-spec.ts'),
  ]);
  return {
    studyResults: results.studyResults,
    studyRelease: release.studyRelease,
    pooledResults: pooled.pooledResults,
    studyReport: report.studyReport,
    ownRerun: rerun.ownRerun,
    pooledRerun: rerun.pooledRerun,
  };
}
