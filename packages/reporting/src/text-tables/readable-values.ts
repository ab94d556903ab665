import { plainText } from '@dof/core';
import type { Cell } from '../data-tables/data-table.js';

/** A value for people: whole numbers with separators, others with four digits, a dash for a missing one. */
export function readableCell(value: Cell): string {
  if (value === null) return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return plainText(value.replace(/\s+/g, ' '));
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return String(Number(value.toPrecision(4)));
}

/** A number for running text: whole with separators, otherwise three digits. */
export function readableNumber(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
