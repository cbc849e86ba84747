/** Results and the statistics behind them, read when somebody first asks: a start does not wait for them. */
export async function readEngine() {
  const [{ studyResults }, { studyRelease }, { pooledResults }] = await Promise.all([
    import('../../domain/studies/study-results.ts'),
    import('../../domain/studies/study-release.ts'),
    import('../../domain/studies/pooled-results.ts'),
  ]);
  return { studyResults, studyRelease, pooledResults };
}
