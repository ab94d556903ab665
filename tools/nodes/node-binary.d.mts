export const NEWEST_NODES: readonly string[];
