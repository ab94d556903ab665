/** What a function makes of an object, made once for each: most runs of an experiment share their parts. */
export function remembered<T extends object, Answer>(make: (part: T) => Answer): (part: T) => Answer {
  const known = new Map<T, Answer>();
  return (part) => {
    const answer = known.get(part) ?? make(part);
    known.set(part, answer);
    return answer;
  };
}
