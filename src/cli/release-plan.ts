export type ReleaseRefusal =
  | 'version_invalid'
  | 'version_not_newer'
  | 'tree_dirty'
  | 'tag_missing'
  | 'tag_there'
  | 'changelog_without_unreleased'
  | 'unreleased_empty'
  | 'upgrading_missing';

/** What a release is made of, read from the checkout. */
export interface ReleaseState {
  /** in package.json */
  readonly current: string;
  /** what `git status` tells of */
  readonly changedFiles: readonly string[];
  readonly tags: readonly string[];
  readonly changelog: string;
  /** since the tag of the current version */
  readonly addedMigrations: readonly string[];
}

export type ReleasePlan =
  | { readonly ok: true; readonly notes: string; readonly changelog: string }
  | {
      readonly ok: false;
      readonly reason: ReleaseRefusal;
      readonly parameters: Readonly<Record<string, string>>;
    };

const UNRELEASED = '## Unreleased';

export function tagOf(version: string): string {
  return `v${version}`;
}

/** Whether the checkout may become the wanted version, and what the changelog then says. */
export function planRelease(wanted: string, day: string, state: ReleaseState): ReleasePlan {
  const { current, changedFiles, tags, changelog, addedMigrations } = state;
  const refuse = (
    reason: ReleaseRefusal,
    parameters: Readonly<Record<string, string>> = {},
  ): ReleasePlan => ({
    ok: false,
    reason,
    parameters,
  });
  const isNewer = compare(wanted, current);
  if (isNewer === undefined) return refuse('version_invalid', { wanted });
  if (!isNewer) return refuse('version_not_newer', { wanted, current });
  if (changedFiles.length > 0) return refuse('tree_dirty', { files: changedFiles.join(', ') });
  if (!tags.includes(tagOf(current))) return refuse('tag_missing', { tag: tagOf(current), current });
  if (tags.includes(tagOf(wanted))) return refuse('tag_there', { tag: tagOf(wanted) });
  const [before = '', rest, another] = changelog.split(/^## Unreleased\n/m);
  if (rest === undefined || another !== undefined) return refuse('changelog_without_unreleased');
  const [section = ''] = rest.split(/^(?=## )/m);
  const notes = section.trim();
  if (notes === '') return refuse('unreleased_empty');
  if (addedMigrations.length > 0 && !/^### Upgrading\n+(?!#)\S/m.test(notes))
    return refuse('upgrading_missing', { migrations: addedMigrations.join(', ') });
  const heading = `${UNRELEASED}\n\n## ${wanted} — ${day}\n\n`;
  const earlier = rest.slice(section.length);
  return {
    ok: true,
    notes,
    changelog: `${before}${heading}${notes}\n${earlier === '' ? '' : `\n${earlier}`}`,
  };
}

/** @returns whether the first version is above the second; undefined where it is none of the form 1.2.3 */
function compare(wanted: string, current: string): boolean | undefined {
  const [left, right] = [wanted, current].map((version) => {
    const parts = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(version);
    return parts?.slice(1).map(Number);
  });
  if (left === undefined || right === undefined) return undefined;
  const different = left.findIndex((part, index) => part !== right[index]);
  return different !== -1 && (left[different] ?? 0) > (right[different] ?? 0);
}
