export function promoteUnreleased(changelog: string, version: string, date: Date): string;
