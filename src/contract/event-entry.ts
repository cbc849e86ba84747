/** Something that happens in an organisation and that its other systems may be told of. */
export interface EventEntry {
  readonly zh: string;
  readonly en: string;
  /** whose id is told with it; null: it says that it happened, and nothing of whom it is about */
  readonly subject: string | null;
  /** what else is told, each an id or a code, and what it says */
  readonly data: Readonly<Record<string, string>>;
}
