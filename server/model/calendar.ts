/** Dates, durations and working days. Everything is counted in UTC days; `now` is always an argument. */
import type { Calendar } from './configuration.ts';

const DAY = 86_400_000;

/** Milliseconds since the epoch of a date (`2026-11-16`, its first instant) or RFC 3339 time; undefined when it is neither. */
export function instantOf(text: string): number | undefined {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (date !== null) return validDay(Number(date[1]), Number(date[2]), Number(date[3]));
  const time = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|z|[+-]\d{2}:\d{2})$/.exec(
    text,
  );
  if (time === null) return undefined;
  const day = validDay(Number(time[1]), Number(time[2]), Number(time[3]));
  const hour = Number(time[4]);
  const minute = Number(time[5]);
  const second = Number(time[6] ?? 0);
  if (day === undefined || hour > 23 || minute > 59 || second > 60) return undefined;
  const zone = time[7] ?? 'Z';
  const sign = zone.startsWith('-') ? -1 : 1;
  const offset = zone.length === 1 ? 0 : sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  return day + ((hour * 60 + minute - offset) * 60 + second) * 1000;
}

function validDay(year: number, month: number, day: number): number | undefined {
  const value = Date.UTC(year, month - 1, day);
  const date = new Date(value);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? value : undefined;
}

/** `2026-11-16` of an instant, in UTC. */
export function dateOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** Start of the UTC day that holds the instant. */
export function startOfDay(instant: number): number {
  return Math.floor(instant / DAY) * DAY;
}

/** Whole days from `from` to `to`, negative when `to` is earlier. */
export function daysBetween(from: number, to: number): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY);
}

export interface Duration {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month' | 'year';
}

const UNITS: Readonly<Record<string, Duration['unit']>> = {
  d: 'day',
  day: 'day',
  days: 'day',
  w: 'week',
  week: 'week',
  weeks: 'week',
  m: 'month',
  month: 'month',
  months: 'month',
  y: 'year',
  year: 'year',
  years: 'year',
};

/** `180d`, `12 weeks`, `6m`, `1y`; undefined for anything else. */
export function durationOf(text: string): Duration | undefined {
  const match = /^(\d{1,5})\s*([a-z]{1,6})$/i.exec(text.trim());
  const unit = UNITS[match?.[2]?.toLowerCase() ?? ''];
  return match === null || unit === undefined ? undefined : { count: Number(match[1]), unit };
}

/** The instant one duration later. A day that the month does not have becomes its last day. */
export function addDuration(instant: number, { count, unit }: Duration): number {
  if (unit === 'day') return instant + count * DAY;
  if (unit === 'week') return instant + count * 7 * DAY;
  const date = new Date(instant);
  const months = date.getUTCMonth() + (unit === 'month' ? count : count * 12);
  const last = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), last);
  return Date.UTC(date.getUTCFullYear(), months, day) + (instant - startOfDay(instant));
}

/** The day `count` working days after the day of `instant`, as an instant at its start. */
export function addWorkingDays(instant: number, count: number, calendar: Calendar): number {
  const holidays = new Set(calendar.holidays);
  let day = startOfDay(instant);
  if (calendar.workdays.length === 0) return day;
  for (let left = count; left > 0; ) {
    day += DAY;
    const weekday = new Date(day).getUTCDay() || 7;
    if (calendar.workdays.includes(weekday) && !holidays.has(dateOf(day))) left--;
  }
  return day;
}
