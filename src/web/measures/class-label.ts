/** A class as people of several schools name it. */
export function classLabel({ school, name }: { school: string | null; name: string }): string {
  return school === null ? name : `${school} ${name}`;
}
