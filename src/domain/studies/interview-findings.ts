/** One thing that several interviews said. */
export interface InterviewTheme {
  readonly title: string;
  readonly titleEn: string | null;
  readonly description: string;
  /** interviews in which it came up */
  readonly mentions: number;
  /** words as they were said; `who` is a role, never a name */
  readonly quotes: ReadonlyArray<{ readonly text: string; readonly who: string }>;
}

/** What interviews beside a study said: how the numbers came about, in the words of those who were there. */
export interface InterviewFindings {
  readonly interviews: number;
  /** who was asked: roles and how many of each */
  readonly who: string;
  /** how it was asked, and how the themes were found */
  readonly method: string;
  readonly themes: readonly InterviewTheme[];
}

/** Themes that came up in more interviews than there were. @returns their positions */
export function impossibleThemes({ interviews, themes }: InterviewFindings): number[] {
  return themes.flatMap(({ mentions }, index) => (mentions > interviews ? [index] : []));
}

/** What came up most often first; of two the earlier. */
export function themesByMentions({ themes }: InterviewFindings): InterviewTheme[] {
  return themes.toSorted((left, right) => right.mentions - left.mentions);
}
