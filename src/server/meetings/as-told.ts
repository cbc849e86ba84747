/** Each of what another organisation sent once, whatever it sent twice: a table takes none twice in one statement. */
export function once<Sent extends { readonly id: string }>(sent: readonly Sent[]): Sent[] {
  return [...new Map(sent.map((one) => [one.id, one])).values()];
}

/** How far something is, as the table keeps it: what is open says nothing of what came out. */
export function asTold<Said extends { readonly state: string; readonly note: string | null }>(
  said: Said,
): Said {
  return { ...said, note: said.state === 'open' ? null : (said.note ?? '') };
}
