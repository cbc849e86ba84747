/** Asked at once: their flights are shared with everybody's reads. */
const AT_ONCE = 50;

/** What each organisation answers, asked by itself since no role reads two; in their order. */
export async function askEach<Answer>(
  organisationIds: readonly string[],
  ask: (organisationId: string) => Promise<Answer>,
): Promise<[organisationId: string, answer: Answer][]> {
  const answers: [string, Answer][] = [];
  for (let start = 0; start < organisationIds.length; start += AT_ONCE) {
    const part = organisationIds.slice(start, start + AT_ONCE);
    answers.push(
      ...(await Promise.all(part.map(async (id): Promise<[string, Answer]> => [id, await ask(id)]))),
    );
  }
  return answers;
}
