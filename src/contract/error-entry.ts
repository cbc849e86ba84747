/** An error that the API can answer: HTTP status and words. */
export interface ErrorEntry {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}
