// Lets Node load the TypeScript beside this file.
import 'jiti/register';

await import('./fuzz.ts');
