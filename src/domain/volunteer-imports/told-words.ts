import type { ImportedService } from './import-row.ts';

type ToldWords = Pick<ImportedService, 'content' | 'place' | 'organiser' | 'inCharge'>;

/** The parts that `wordsOf` puts together, each as the table said it. Where a part holds the mark of another, the last mark counts. */
export function toldIn(words: string): ToldWords {
  const parts =
    /^(?<content>.*?)(?:(?:^|；)地点：(?<place>.*?))?(?:(?:^|；)组织单位：(?<organiser>.*?))?(?:(?:^|；)负责人：(?<inCharge>.*))?$/su.exec(
      words,
    )?.groups;
  const part = (name: keyof ToldWords) => parts?.[name] || null;
  return {
    content: part('content'),
    place: part('place'),
    organiser: part('organiser'),
    inCharge: part('inCharge'),
  };
}
