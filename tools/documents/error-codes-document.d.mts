export function errorCodesDocument(codes: Readonly<Record<string, string>>): string;
