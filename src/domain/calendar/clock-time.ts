/** Days and clock times of the organisation's zone, whatever zone the device is set to. Instants are ISO 8601 in UTC. */

/** By zone: making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string, instant: Date): Record<string, string> {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** `YYYY-MM-DD` */
export function dayIn(zone: string, instant: Date): string {
  const { year, month, day } = partsIn(zone, instant);
  return `${year}-${month}-${day}`;
}

/** `YYYY-MM-DDTHH:mm`, as a field for date and time holds it */
export function clockTimeIn(zone: string, instant: string): string {
  const date = new Date(instant);
  const { hour, minute } = partsIn(zone, date);
  return `${dayIn(zone, date)}T${hour}:${minute}`;
}

/** The instant at which clocks of the zone show this time. */
export function instantOf(zone: string, clockTime: string): string {
  const guess = Date.parse(`${clockTime}:00Z`);
  const shown = Date.parse(`${clockTimeIn(zone, new Date(guess).toISOString())}:00Z`);
  return new Date(guess - (shown - guess)).toISOString();
}
