export interface Point {
  readonly at: string;
  readonly value: number;
}

const DAY = 24 * 3_600_000;

/**
 * Where points stand on a line of time: as far apart as the days between them, but never nearer than `least`, so that the
 * scores of one week can be told from each other.
 * @returns a place for each point, rising from 0 to `width`
 */
export function timePlaces(points: readonly Point[], width: number, least: number): number[] {
  const gaps = points
    .slice(1)
    .map(({ at }, place) => Math.max(0, Date.parse(at) - Date.parse(points[place]?.at ?? at)) / DAY);
  const days = gaps.reduce((sum, gap) => sum + gap, 0);
  const room = width / Math.max(1, gaps.length);
  const narrow = Math.min(least, room);
  // what is left once each gap has the least that it needs goes by the days
  const rest = width - narrow * gaps.length;
  let place = 0;
  return [
    0,
    ...gaps.map((gap) => {
      place += narrow + (days === 0 ? rest / gaps.length : (rest * gap) / days);
      return place;
    }),
  ];
}

/**
 * Which of the labels are written: the first and the last always, of the others those that find room between.
 * @param places middle of each label
 * @param width how wide a label is with the space around it
 */
export function labelsWithRoom(places: readonly number[], width: number): boolean[] {
  const last = places.length - 1;
  let free = -Infinity;
  return places.map((place, index) => {
    const isInner = index > 0 && index < last;
    // the outer ones end at the edge of the drawing, and so reach a whole width inwards
    const fits = !isInner || (place - width / 2 >= free && place + width / 2 <= (places[last] ?? 0) - width);
    if (fits) free = index === 0 ? place + width : place + width / 2;
    return fits;
  });
}
