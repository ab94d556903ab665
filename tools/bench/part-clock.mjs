import process from 'node:process';

/** Processor seconds of this process so far, its threads and its start included. */
const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Divides the processor time of a process among named parts of its work; one inside another counts for the inner one. */
export class PartClock {
  #part;
  #last = 0;
  #seconds = {};

  /** @param {string} first the part that runs from the start of the process */
  constructor(first) {
    this.#part = first;
  }

  /** Ends the part that runs and starts another; returns the one that ran. */
  enter(part) {
    const now = processorSeconds();
    this.#seconds[this.#part] = (this.#seconds[this.#part] ?? 0) + now - this.#last;
    this.#last = now;
    const before = this.#part;
    this.#part = part;
    return before;
  }

  /** Goes on under another name, if this part runs. */
  replace(part, next) {
    if (this.#part === part) this.enter(next);
  }

  /** The function, whose time counts for a part, until its promise settles if it returns one. */
  timed(part, work) {
    return (...values) => {
      const before = this.enter(part);
      let result;
      try {
        result = work(...values);
      } catch (error) {
        this.enter(before);
        throw error;
      }
      if (!(result instanceof Promise)) {
        this.enter(before);
        return result;
      }
      return result.finally(() => this.enter(before));
    };
  }

  /** Seconds by part. */
  read() {
    this.enter(this.#part);
    return { ...this.#seconds };
  }
}
