// Days as the calendar counts them: instants of midnight in UTC, of the years 1 to 9999.
export const day = 86400000;

const [first, last] = [Date.parse('0001-01-01'), Date.parse('9999-12-31')];

// YYYY-MM-DD; not a number where there is none.
export const read = text => Date.parse(text ?? '');
export const write = time => new Date(time).toISOString().slice(0, 10);
export const within = time => Math.min(Math.max(time, first), last);

// A day that the other month does not have is its last one.
export function byMonths(time, count) {
  const from = new Date(time);
  const months = from.getUTCFullYear() * 12 + from.getUTCMonth() + count;
  const to = new Date(0);
  to.setUTCFullYear(Math.floor(months / 12), months % 12 + 1, 0);
  return to.setUTCDate(Math.min(from.getUTCDate(), to.getUTCDate()));
}

// Where each key leads from a day that is so many days into its week; with Shift a page is a year.
export const moves = {
  ArrowLeft: time => time - day,
  ArrowRight: time => time + day,
  ArrowUp: time => time - 7 * day,
  ArrowDown: time => time + 7 * day,
  Home: (time, into) => time - into * day,
  End: (time, into) => time + (6 - into) * day,
  PageUp: (time, _, year) => byMonths(time, year ? -12 : -1),
  PageDown: (time, _, year) => byMonths(time, year ? 12 : 1),
};
