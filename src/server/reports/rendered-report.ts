export interface RenderedReport {
  readonly content: Buffer;
  /** What no font of ours has, as `㛃 (U+36C3)`; it is listed in the document too. */
  readonly missing: readonly string[];
}
