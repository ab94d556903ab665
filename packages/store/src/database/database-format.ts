import { DofError } from '@dof/core';
import type Database from 'libsql';
import { corruptDatabase } from '../errors/translate-database-error.js';
import { FORMAT_VERSION } from './schema.js';

/**
 * The format number of a run store's database.
 *
 * @throws DofError DOF_STORE_CORRUPT when it is something else, DOF_STORE_NEWER_FORMAT
 */
export function databaseFormat(database: Database.Database, file: string): number {
  const tables = column(database, `SELECT name FROM sqlite_master WHERE type = 'table'`);
  // As a number: a text that is no longer UTF-8 would end the process.
  const query = `SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'format'`;
  const [value] = tables.includes('meta') ? column(database, query) : [];
  const format = Number(value);
  if (value === undefined || !Number.isInteger(format) || format < 1) {
    throw corruptDatabase(file, 'it holds tables of something else');
  }
  // Later formats are in two places, so that one flipped bit in `meta` is not taken for one of them.
  if (format > FORMAT_VERSION && format !== column(database, 'PRAGMA user_version')[0]) {
    throw corruptDatabase(file, `its format is ${format} in one place and not in the other`);
  }
  if (format > FORMAT_VERSION) {
    throw new DofError(
      'DOF_STORE_NEWER_FORMAT',
      `${file} was written by a newer version (format ${format}, this one knows up to ${FORMAT_VERSION}): update dof, or choose another output folder`,
    );
  }
  return format;
}

/** The values of a query's only column. */
export function column(database: Database.Database, sql: string): readonly unknown[] {
  return database.prepare(sql).pluck().all();
}
