// `@dof/core/errors`: the errors without the rest, for threads and programs that must begin fast.
export { DofError, isDofError } from './dof-error.js';
export { ERROR_CODES, type ErrorCode } from './error-codes.js';
export { errorCode, errorMessage } from './error-code.js';
export { nearMatches, suggestion } from './near-matches.js';
export { plainLines, plainText } from '../files/plain-text.js';
