/** Three significant digits. */
export function formatLoss(loss: number): string {
  return loss.toPrecision(3);
}

/** Three decimals of a fraction. */
export function formatAccuracy(accuracy: number): string {
  return accuracy.toFixed(3);
}

/** `4.2 s`, `1:05` (minutes and seconds), `2:03:04` (with hours). */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `1 run`, `7 runs`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1.5 GB`, in units of 10^9 bytes. */
export function formatGigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
