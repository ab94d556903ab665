import { DofError, isDofError } from '@dof/core';
import { describeError } from './describe-error.js';
import { notWritable } from './translate-file-error.js';

/** The error for a database whose content cannot be trusted. */
export function corruptDatabase(file: string, found: string, cause?: unknown): DofError {
  return new DofError(
    'DOF_STORE_CORRUPT',
    `${file} is damaged or no run store (${found}): run the same again to recover what is whole in it; if that says the ` +
      'same, restore it from a copy, or move it and its -wal file away to start afresh',
    { cause },
  );
}

/** Turns what SQLite said about `file` into a DofError; anything that is no user's mistake comes back as it is. */
export function translateDatabaseError(error: unknown, file: string): unknown {
  if (isDofError(error)) return error;
  const { code, message } = describeError(error);
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT|SCHEMA)/.test(code)) return corruptDatabase(file, message, error);
  // What a flipped bit in the file's header comes to has no code of its own.
  if (code === 'SQLITE_ERROR' && message === 'unsupported file format') return corruptDatabase(file, message, error);
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/.test(code)) return notWritable(file, message, error);
  // The driver gives no code when the file cannot be opened at all; 14 is SQLITE_CANTOPEN.
  if (/^ConnectionFailed\(.*: 14"\)$/.test(message)) return notWritable(file, 'cannot be opened', error);
  if (/^SQLITE_FULL/.test(code)) {
    return new DofError('DOF_STORE_FULL', `no space left for ${file}: free some, then run the same again`, {
      cause: error,
    });
  }
  if (/^SQLITE_IOERR/.test(code)) {
    return new DofError('DOF_STORE_IO', `the disk failed while using ${file} (${message}): check the disk`, {
      cause: error,
    });
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return new DofError('DOF_STORE_BUSY', `another process keeps ${file} locked: wait for it, or stop it`, {
      cause: error,
    });
  }
  return error;
}
