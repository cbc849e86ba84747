/**
 * Which of the fields a person wants to change were changed by somebody else since the version that person saw.
 * @param fieldVersions field → version of the row that changed it last
 * @param base version that the person saw
 */
export function conflictingFields(
  fieldVersions: Readonly<Record<string, number>>,
  base: number,
  wanted: readonly string[],
): string[] {
  return wanted.filter((field) => (fieldVersions[field] ?? 0) > base);
}
